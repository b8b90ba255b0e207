-- When the payload of a registration was shortened after its hand-over (retention rule registration_payload); null while it is whole.
ALTER TABLE workers ADD COLUMN shortened_at BIGINT NULL;
