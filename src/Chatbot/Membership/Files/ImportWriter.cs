using System.Globalization;
using Chatbot.Language;
using Chatbot.Privacy;
using Chatbot.Programs;
using Chatbot.Storage;

namespace Chatbot.Membership.Files;

/// <summary>Writes the rows of an import, in the transaction of the whole.</summary>
internal sealed class ImportWriter(PersonalData personalData, Knowledge knowledge, TimeProvider clock)
{
    public const string BirthDatePurpose = "worker.birth-date";

    private const int AtOnce = 10_000;

    private static readonly BulkInsert People = new("people", ["id", "zone", "created_at"]);

    private static readonly BulkInsert NewWorkers = new(
        "workers",
        ["id", "organisation_id", "person_id", "nik", "nik_hash", "name", "phone", "job", "sector", "income", "village", "district", "birth_date", "needs_review", "created_at", "updated_at"])
    {
        OnConflict = "(nik_hash) DO NOTHING",
    };

    private static readonly BulkInsert Registrations = new("registrations", ["number", "worker_id", "programs", "status", "channel", "confirmed_by", "created_at"]);

    private static readonly BulkInsert History = new("registration_history", ["id", "number", "what", "turn_id", "at"]);

    private static readonly BulkInsert Members = new("sponsored_members", ["batch", "worker_id", "village", "added_at"])
    {
        OnConflict = "(batch, worker_id) DO NOTHING",
    };

    private static readonly BulkInsert Paid = new("contributions", ["worker_id", "month", "amount", "programs", "payer", "paid_at"])
    {
        OnConflict = "(worker_id, month) DO NOTHING",
    };

    /// <exception cref="LostRaceException">Somebody was registered meanwhile; the list has to be held against the records anew.</exception>
    public async Task WriteAsync(
        DbSession session, IReadOnlyList<CheckedRow> rows, ImportRequest request, string import, DateTimeOffset localNow, CancellationToken cancellationToken)
    {
        if (request.Kind == ImportKind.Contributions)
        {
            await PayAsync(session, rows, localNow, cancellationToken);
            return;
        }

        var numbers = new Numbers(localNow, await TakenAsync(session, localNow, cancellationToken));
        foreach (var some in rows.Chunk(AtOnce))
        {
            var ids = await RegisterAsync(session, some, request.Organisation, import, numbers, cancellationToken);
            if (request.Batch is not { } batch) continue;
            var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
            await session.BulkInsertAsync(Members, some.Select((row, i) => new object?[] { batch, ids[i], row.Row.Village, at }), cancellationToken);
        }
    }

    /// <summary>Ids of the workers of these rows; who is new is registered.</summary>
    private async Task<string[]> RegisterAsync(
        DbSession session, CheckedRow[] rows, string organisation, string import, Numbers numbers, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var at = now.ToUnixTimeMilliseconds();
        string NewId() => Guid.CreateVersion7(now).ToString();

        var fresh = rows.Where(row => row.WorkerId is null).ToList();
        var phones = fresh.Select(row => row.Row.Phone).Where(phone => phone.Length > 0).Distinct().ToList();
        var known = phones.Count == 0 ? [] : (await session.QueryAsync<PhoneRow>(
            "SELECT DISTINCT phone AS Phone, person_id AS PersonId FROM addresses WHERE phone IN @phones", new { phones }, cancellationToken))
            .DistinctBy(row => row.Phone).ToDictionary(row => row.Phone, row => row.PersonId);
        // Who has never written is a person all the same, in the zone of the NIK until he says where he works.
        var people = fresh.ConvertAll(row => known.GetValueOrDefault(row.Row.Phone) ?? NewId());
        var workers = fresh.ConvertAll(_ => NewId());
        var registrations = fresh.ConvertAll(_ => numbers.Next());
        await session.BulkInsertAsync(
            People,
            fresh.Select((row, i) => (row, i)).Where(one => !known.ContainsKey(one.row.Row.Phone))
                .Select(one => new object?[] { people[one.i], RegionZones.Iana(one.row.Row.Nik), at }),
            cancellationToken);
        var written = await session.BulkInsertAsync(
            NewWorkers,
            fresh.Select((row, i) => new object?[]
            {
                workers[i],
                organisation,
                people[i],
                personalData.Encrypt(Workers.NikPurpose, row.Row.Nik),
                row.NikHash,
                row.Row.Name,
                row.Row.Phone,
                row.Row.Job,
                row.Row.Sector,
                personalData.Encrypt(Workers.IncomePurpose, row.Row.Income.ToString(CultureInfo.InvariantCulture)),
                row.Row.Village,
                row.Row.District,
                row.Row.BirthDate is { } born
                    ? personalData.Encrypt(BirthDatePurpose, born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
                    : null,
                row.Row.NeedsReview ? 1L : 0L,
                at,
                at,
            }),
            cancellationToken);
        if (written != fresh.Count) throw new LostRaceException();
        await session.BulkInsertAsync(
            Registrations,
            fresh.Select((row, i) => new object?[] { registrations[i], workers[i], row.Row.Programs, "registered_unpaid", "import", "import", at }),
            cancellationToken);
        await session.BulkInsertAsync(
            History, fresh.Select((_, i) => new object?[] { NewId(), registrations[i], "registered", import, at }), cancellationToken);
        var next = 0;
        return [.. rows.Select(row => row.WorkerId ?? workers[next++])];
    }

    private async Task PayAsync(
        DbSession session, IReadOnlyList<CheckedRow> rows, DateTimeOffset localNow, CancellationToken cancellationToken)
    {
        await session.BulkInsertAsync(Paid, rows.SelectMany(row => Months(row, localNow)), cancellationToken);
        await PaidSpans.AddedByListAsync(session, rows.Select(row => row.WorkerId).OfType<string>().Distinct(), cancellationToken);
    }

    /// <summary>A row a month: at the tariff of each, or in equal parts where the whole is another.</summary>
    private IEnumerable<object?[]> Months(CheckedRow row, DateTimeOffset localNow)
    {
        var priced = row.Payer!.Priced(knowledge.Tariff, row.Row);
        // Noon of the day, in the branch's zone: a list knows the day alone.
        var paidAt = row.Row.PaidAt is { } day ? new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), localNow.Offset) : localNow;
        var left = row.Row.Amount;
        for (var i = 0; i < row.Row.Months; i++)
        {
            var amount = priced is not null ? (long)priced[i].Total : left / (row.Row.Months - i);
            left -= amount;
            yield return [row.WorkerId, row.Row.Month.AddMonths(i).ToString(), amount, row.Payer.Programs, "self", paidAt.ToUnixTimeMilliseconds()];
        }
    }

    // Numbers of the day begin with its date; a local day is over everywhere after two.
    private static async Task<HashSet<string>> TakenAsync(
        DbSession session, DateTimeOffset localNow, CancellationToken cancellationToken) =>
    [
        .. await session.QueryAsync<string>(
            "SELECT number FROM registrations WHERE created_at >= @Since",
            new { Since = localNow.AddDays(-2).ToUnixTimeMilliseconds() },
            cancellationToken),
    ];

    /// <summary>Numbers that no registration has.</summary>
    private sealed class Numbers(DateTimeOffset localNow, HashSet<string> taken)
    {
        public string Next()
        {
            string number;
            do number = PublicNumber.Registration(localNow);
            while (!taken.Add(number));
            return number;
        }
    }

    private sealed record PhoneRow(string Phone, string PersonId);
}

/// <summary>Between look and write somebody else registered one of the list.</summary>
internal sealed class LostRaceException : Exception;
