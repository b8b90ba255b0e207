-- How staff finds people: by name in order, and by the area of their KTP.
CREATE INDEX workers_by_lower_name ON workers (LOWER(name), id);
CREATE INDEX worker_areas_by_code ON worker_areas (code);
