using Chatbot.Privacy;
using Chatbot.Privacy.Retention;
using Chatbot.Storage;

namespace Chatbot.Membership;

/// <summary>
/// What is left of a registration some time after it was handed over to BPJS Ketenagakerjaan: the keyed hash of the NIK, and of the NIK
/// itself the birth year and the last four digits, by which its owner is known again before something is told him. Birth date and
/// occupation go. Name, number, income class and contributions stay: the status and what is due are told from them.
/// </summary>
internal sealed class HandedOverPayload(PersonalData personalData, TimeProvider clock)
{
    // No province begins with 00.
    private const string Shortened = "000000";
    private const int AtOnce = 500;

    private const string Due =
        """
        FROM workers WHERE shortened_at IS NULL AND EXISTS (
            SELECT 1 FROM registrations JOIN exported_registrations ON exported_registrations.registration = registrations.number
            WHERE registrations.worker_id = workers.id AND exported_registrations.at < @Before)
        """;

    public AgedData Aged => new("workers", "registration_payload", CountAsync, ShortenAsync);

    /// <summary>Whether it is what is left of a NIK.</summary>
    public static bool IsShortened(string nik) => nik.StartsWith(Shortened, StringComparison.Ordinal);

    private static async Task<int> CountAsync(DbSession session, DateTimeOffset before, CancellationToken cancellationToken) =>
        (int)await session.FirstAsync<long>($"SELECT COUNT(*) {Due}", new { Before = before.ToUnixTimeMilliseconds() }, cancellationToken);

    private async Task<int> ShortenAsync(DbSession session, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var count = 0;
        while (true)
        {
            var rows = await session.QueryAsync<Row>(
                $"SELECT id AS Id, nik AS Nik {Due} LIMIT {AtOnce}", new { Before = before.ToUnixTimeMilliseconds() }, cancellationToken);
            foreach (var row in rows)
            {
                var nik = personalData.DecryptText(Workers.NikPurpose, row.Nik);
                await session.ExecuteAsync(
                    "UPDATE workers SET nik = @Nik, birth_date = NULL, job = '', shortened_at = @Now WHERE id = @Id",
                    new
                    {
                        // Year and last four digits; day and month become the first of January.
                        Nik = personalData.Encrypt(Workers.NikPurpose, $"{Shortened}0101{nik[10..]}"),
                        Now = clock.GetUtcNow().ToUnixTimeMilliseconds(),
                        row.Id,
                    },
                    cancellationToken);
            }

            count += rows.Count;
            if (rows.Count < AtOnce) return count;
        }
    }

    private sealed record Row(string Id, byte[] Nik);
}
