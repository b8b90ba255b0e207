-- The console counts how far a run of a campaign has come every few seconds; without this it would read all recipients of all campaigns.
CREATE INDEX campaign_recipients_by_campaign ON campaign_recipients (campaign, occurrence);
