using System.Globalization;
using Chatbot.Campaigns;
using Chatbot.Campaigns.Audiences;

namespace Chatbot.Tests.Shared;

/// <summary>An approved campaign for people who wrote to us a moment ago, and whose clocks show the afternoon; for tests and benchmarks.</summary>
/// <param name="Number">Of the campaign.</param>
/// <param name="Channel">On which they wrote.</param>
/// <param name="Sender">Our address there.</param>
/// <param name="Prefix">Their addresses begin with it; eight digits follow.</param>
/// <param name="Variant">What they get.</param>
internal sealed record CampaignForAll(string Number, string Channel, string Sender, string Prefix, CampaignVariant Variant)
{
    /// <summary>Statements for an empty database on PostgreSQL.</summary>
    /// <param name="people">How many there are.</param>
    /// <param name="unwilling">How many of them, the last, did not agree to campaigns.</param>
    /// <param name="now">UTC.</param>
    public string Sql(int people, int unwilling, DateTimeOffset now)
    {
        var ahead = ((15 - now.Hour + 36) % 24) - 12;
        // Etc/GMT-7 is seven hours ahead of Greenwich.
        var zone = ahead == 0 ? "Etc/GMT" : string.Create(CultureInfo.InvariantCulture, $"Etc/GMT{-ahead:+0;-0}");
        var at = now.ToUnixTimeMilliseconds();
        var audience = new AudienceDefinition(new AudienceFilter.All([]), AudienceExclusions.None).Write();
        var content = new CampaignContent([Variant], new Dictionary<string, string>()).Write();
        var address = $"'{Prefix}' || (10000000 + i)";
        return
            $"""
            INSERT INTO people (id, zone, created_at) SELECT 'p' || i, '{zone}', {at} FROM generate_series(1, {people}) i;
            INSERT INTO addresses (channel, address, person_id, phone, created_at)
                SELECT '{Channel}', {address}, 'p' || i, REPLACE({address}, 'whatsapp:', ''), {at} FROM generate_series(1, {people}) i;
            INSERT INTO contacts (channel, address, our_address, last_inbound_at)
                SELECT '{Channel}', {address}, '{Sender}', {at} FROM generate_series(1, {people}) i;
            INSERT INTO consents (person_id, number, purpose, granted, text_version, channel, address_hash, message_id, at)
                SELECT 'p' || i, 1, 'campaigns', 1, 'kabar-1', '{Channel}', '', 'm' || i, {at} FROM generate_series(1, {people - unwilling}) i;
            INSERT INTO audiences (number, version, name, definition, made_by, at) VALUES ('AU-SEMUA', 1, 'Semua', {Text(audience)}, 'Made', {at});
            INSERT INTO campaigns (number, name, ecosystem, purpose, partner, source, audience, audience_version, content, schedule, holdout, spent, check_code, draw_key, state,
                    made_by, approved_by, occurrence, next_at, created_at)
                VALUES ('{Number}', 'Uji', 'pasar', 'promotion', '', '', 'AU-SEMUA', 1, {Text(content)}, {Text(CampaignSchedule.AtOnce.Write())}, 0, 0, 'K7MQ4', 'kunci', 'approved',
                    'Made', 'Ketut', 0, {at}, {at});
            """;
    }

    private static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
