using Chatbot.Language;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Chatbot.Programs;
using Chatbot.Storage;
using Dapper;

namespace Chatbot.Membership.Members;

/// <summary>
/// Finds people for the staff. A search counts and remembers the first of every hundred; a page is then read from the nearest of these on, so
/// that the end of 100,000 costs what the beginning does.
/// </summary>
internal sealed class MemberSearch(Database database, PersonalData personalData, AuditLog audit, TimeProvider clock)
{
    /// <summary>So many may be shown whole at once: a list that somebody works through, not a register to copy.</summary>
    public const int MostRevealed = 50;

    private const int Block = 100;

    /// <summary>How many there are, and where the pages begin. A search by NIK is a look, and logged.</summary>
    public async Task<FoundMembers> FindAsync(StaffScope scope, MemberFilter filter, CancellationToken cancellationToken)
    {
        var query = QueryOf(scope, filter);
        var marks = await database.ReadAsync(
            session => session.QueryAsync<Mark>(
                $"""
                SELECT id AS Id, sort AS Sort, total AS Total FROM (
                    SELECT w.id, {query.Sort} AS sort, ROW_NUMBER() OVER (ORDER BY {query.Order}) AS place, COUNT(*) OVER () AS total
                    FROM {MembersInScope.Workers(scope)} w WHERE {query.Where}) AS ranked
                WHERE (place - 1) % {Block} = 0 ORDER BY place
                """,
                query.Values,
                cancellationToken),
            cancellationToken);
        var count = marks.Count == 0 ? 0 : marks[0].Total;
        if (filter.Nik is not null)
            await audit.AddAsync(scope.Look("mencari peserta dengan NIK"), "members.search", count == 1 ? marks[0].Id : "", cancellationToken);
        return new FoundMembers(filter, count, [.. marks.Select(mark => (mark.Sort, mark.Id))]);
    }

    /// <summary>Some of those that were found, masked.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="found">The search.</param>
    /// <param name="start">From 0.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<MemberRow>> PageAsync(StaffScope scope, FoundMembers found, int start, int count, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(scope, found, start, count, cancellationToken);
        return [.. rows.Select(row => RowOf(row, Masking.Name(row.Name), row.Phone.Length > 0 ? Masking.Phone(row.Phone) : ""))];
    }

    /// <summary>
    /// Whole names and numbers of those that were found, by worker; null when they are more than <see cref="MostRevealed"/>. Logged for each of them.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, WholeMember>?> RevealAsync(
        StaffScope scope, FoundMembers found, string reason, CancellationToken cancellationToken)
    {
        if (found.Count > MostRevealed) return null;
        var rows = await RowsAsync(scope, found, 0, MostRevealed, cancellationToken);
        await database.WriteAsync(
            Isolation.ReadCommitted,
            async session =>
            {
                foreach (var row in rows) await audit.AddAsync(session, scope.Look(reason), "members.revealed", row.Id, cancellationToken);
            },
            cancellationToken);
        return rows.ToDictionary(row => row.Id, row => new WholeMember(row.Name, row.Phone));
    }

    /// <summary>The provinces and kabupaten of the people he sees, with how many there are, by name.</summary>
    public async Task<IReadOnlyList<MemberPlace>> PlacesAsync(StaffScope scope, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<PlaceRow>(
                $"""
                SELECT k.code AS Code, COUNT(*) AS People FROM {MembersInScope.Workers(scope)} w JOIN {MembersInScope.Areas(scope)} k ON k.worker_id = w.id
                WHERE k.code <> '' AND {MembersInScope.Sees(scope)} GROUP BY k.code
                """,
                new { scope.Organisation, OwnPeople = scope.OwnPeople ?? "" },
                cancellationToken),
            cancellationToken);
        return
        [
            .. rows.Select(row => new MemberPlace(row.Code, RegionNames.Find(row.Code) ?? row.Code, RegionNames.Find(row.Code[..2]) ?? row.Code[..2], row.People))
                .OrderBy(place => place.ProvinceName, StringComparer.Ordinal).ThenBy(place => place.Name, StringComparer.Ordinal),
        ];
    }

    private async Task<IReadOnlyList<Row>> RowsAsync(StaffScope scope, FoundMembers found, int start, int count, CancellationToken cancellationToken)
    {
        var block = start / Block;
        if (block >= found.Marks.Count || count <= 0) return [];
        var (sort, id) = found.Marks[block];
        var query = QueryOf(scope, found.Filter);
        query.Values.AddDynamicParams(new { MarkSort = sort, MarkId = id, Limit = (long)(start % Block) + count });
        return await database.ReadAsync<IReadOnlyList<Row>>(
            async session =>
            {
                var rows = await session.QueryAsync<Row>(
                    $"""
                    SELECT w.id AS Id, w.name AS Name, w.phone AS Phone, w.job AS Job, w.village AS Village, w.district AS District,
                        w.needs_review AS NeedsReview, w.created_at AS CreatedAt, COALESCE(k.code, '') AS Area, r.number AS Number
                    FROM (SELECT w.id FROM {MembersInScope.Workers(scope)} w WHERE {query.Where} AND {query.FromMark} ORDER BY {query.Order} LIMIT @Limit) AS chosen
                    JOIN {MembersInScope.Workers(scope)} w ON w.id = chosen.id
                    JOIN {MembersInScope.Registrations(scope)} r ON r.worker_id = w.id
                    LEFT JOIN {MembersInScope.Areas(scope)} k ON k.worker_id = w.id
                    ORDER BY {query.Order}
                    """,
                    query.Values,
                    cancellationToken);
                List<Row> shown = [.. rows.Skip(start % Block)];
                if (shown.Count == 0) return shown;
                var paid = await session.QueryAsync<PaidRow>(
                    "SELECT worker_id AS WorkerId, month AS Month FROM contributions WHERE worker_id IN @Ids",
                    new { Ids = shown.Select(row => row.Id).ToArray() },
                    cancellationToken);
                var months = paid.ToLookup(row => row.WorkerId, row => CoverageMonth.Parse(row.Month));
                var today = Today(scope);
                foreach (var row in shown)
                {
                    row.Status = MembershipStatus.Of([.. months[row.Id]], today);
                    // What the branch does to some alone is not for an agent: see MemberDesk.
                    if (scope.IsNarrow) (row.Job, row.NeedsReview) = ("", 0);
                }

                return shown;
            },
            cancellationToken);
    }

    private Query QueryOf(StaffScope scope, MemberFilter filter)
    {
        var current = CoverageMonth.Of(Today(scope));
        var values = new DynamicParameters(new { scope.Organisation, OwnPeople = scope.OwnPeople ?? "" });
        var conditions = new List<string> { MembersInScope.Sees(scope) };
        if (filter.Nik is { } nik) With("w.nik_hash IN @NikHashes", "NikHashes", personalData.Hashes("nik", nik).ToArray());
        if (filter.Registration is { } number) With($"w.id IN (SELECT g.worker_id FROM {MembersInScope.Registrations(scope)} g WHERE g.number = @Number)", "Number", number);
        if (filter.PhoneDigits is { } digits) With("w.phone LIKE @Digits", "Digits", $"%{digits}%");
        foreach (var (place, word) in filter.Words.Take(6).Index()) With($"LOWER(w.name) LIKE @Word{place} ESCAPE '!'", $"Word{place}", Like(word));
        if (filter.Regency.Length > 0) With($"w.id IN (SELECT a.worker_id FROM {MembersInScope.Areas(scope)} a WHERE a.code = @Regency)", "Regency", filter.Regency);
        else if (filter.Province.Length > 0) With($"w.id IN (SELECT a.worker_id FROM {MembersInScope.Areas(scope)} a WHERE a.code LIKE @Province)", "Province", $"{filter.Province}%");
        if (filter.Place.Trim() is { Length: > 0 } some)
            With("(LOWER(w.district) LIKE @Place ESCAPE '!' OR LOWER(w.village) LIKE @Place ESCAPE '!')", "Place", Like(some.ToLowerInvariant()));
        if (filter.NeedsReview && !scope.IsNarrow) conditions.Add("w.needs_review = 1");
        // As MembershipStatus.Of: what counts is the latest month that has begun and is paid.
        switch (filter.Standing)
        {
            case MemberStanding.Unpaid:
                With("NOT EXISTS (SELECT 1 FROM paid_spans p WHERE p.worker_id = w.id AND p.first_month <= @Current)", "Current", current.ToString());
                break;
            case MemberStanding.Active:
                With("EXISTS (SELECT 1 FROM contributions c WHERE c.worker_id = w.id AND c.month = @Current)", "Current", current.ToString());
                break;
            case MemberStanding.Due:
                Latest(current.AddMonths(-1), current.AddMonths(-1));
                break;
            case MemberStanding.Arrears:
                Latest(current.AddMonths(-4), current.AddMonths(-2));
                break;
            case MemberStanding.Inactive:
                Latest(null, current.AddMonths(-5));
                break;
            case MemberStanding.Any:
                break;
        }

        return new Query(filter.Order, string.Join(" AND ", conditions), values);

        void With(string condition, string name, object value)
        {
            conditions.Add(condition);
            values.Add(name, value);
        }

        void Latest(CoverageMonth? first, CoverageMonth last)
        {
            // The months themselves are asked only of who has paid ahead, and may have left some out.
            With(
                """
                w.id IN (
                    SELECT p.worker_id FROM paid_spans p WHERE p.last_month BETWEEN @First AND @Last
                    UNION ALL
                    SELECT p.worker_id FROM paid_spans p WHERE p.last_month > @Current AND p.first_month <= @Last
                        AND (SELECT MAX(c.month) FROM contributions c WHERE c.worker_id = p.worker_id AND c.month <= @Current) BETWEEN @First AND @Last)
                """,
                "Current",
                current.ToString());
            values.Add("First", first?.ToString() ?? "");
            values.Add("Last", last.ToString());
        }
    }

    private DateOnly Today(StaffScope scope) => DateOnly.FromDateTime(scope.Local(clock.GetUtcNow()).DateTime);

    private static string Like(string text) =>
        $"%{text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%";

    private static MemberRow RowOf(Row row, string name, string phone) => new(
        row.Id,
        row.Number,
        name,
        phone,
        row.Job,
        row.Area.Length > 0 ? RegionNames.Find(row.Area) ?? "" : "",
        MemberPlace.NameOf(row.District),
        row.Village,
        row.Status,
        row.NeedsReview == 1,
        DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt));

    private sealed record Query(MemberOrder By, string Where, DynamicParameters Values)
    {
        public string Sort => By == MemberOrder.Name ? "LOWER(w.name)" : "''";

        // Ids begin with the time at which they were made.
        public string Order => By == MemberOrder.Name ? "LOWER(w.name), w.id" : "w.id DESC";

        public string FromMark => By == MemberOrder.Name ? "(LOWER(w.name), w.id) >= (@MarkSort, @MarkId)" : "w.id <= @MarkId";
    }

    private sealed record Mark
    {
        public string Id { get; init; } = "";

        public string Sort { get; init; } = "";

        public long Total { get; init; }
    }

    private sealed record Row
    {
        public string Id { get; init; } = "";

        public string Name { get; init; } = "";

        public string Phone { get; init; } = "";

        public string Job { get; set; } = "";

        public string Village { get; init; } = "";

        public string District { get; init; } = "";

        public long NeedsReview { get; set; }

        public long CreatedAt { get; init; }

        public string Area { get; init; } = "";

        public string Number { get; init; } = "";

        public MembershipStatus Status { get; set; } = MembershipStatus.Of([], DateOnly.MinValue);
    }

    private sealed record PaidRow(string WorkerId, string Month);

    private sealed record PlaceRow(string Code, long People);
}

/// <summary>A search that was made.</summary>
/// <param name="Filter">What was looked for.</param>
/// <param name="Count">How many there were.</param>
/// <param name="Marks">Where every hundredth begins: what it is ordered by, and its id.</param>
internal sealed record FoundMembers(MemberFilter Filter, long Count, IReadOnlyList<(string Sort, string Id)> Marks)
{
    public static FoundMembers None { get; } = new(new MemberFilter(), 0, []);
}

/// <summary>Somebody in the list.</summary>
/// <param name="Id">Of the worker.</param>
/// <param name="Number">Of the registration.</param>
/// <param name="Name">Masked.</param>
/// <param name="Phone">Masked; empty when there is none.</param>
/// <param name="Job">In normal form; empty when it is not known.</param>
/// <param name="Area">Kabupaten or kota of the KTP; empty when it is not known.</param>
/// <param name="District">Kecamatan or kabupaten where he works, as was said; may be empty.</param>
/// <param name="Village">May be empty.</param>
/// <param name="Status">Where the membership stands.</param>
/// <param name="NeedsReview">Somebody of the branch has to look.</param>
/// <param name="RegisteredAt">UTC.</param>
internal sealed record MemberRow(
    string Id, string Number, string Name, string Phone, string Job, string Area, string District, string Village, MembershipStatus Status, bool NeedsReview,
    DateTimeOffset RegisteredAt);

/// <summary>Somebody's whole name and number.</summary>
internal sealed record WholeMember(string Name, string Phone)
{
    /// <summary>Without the values.</summary>
    public override string ToString() => nameof(WholeMember);
}

/// <summary>A kabupaten or kota in which people live, by their KTP.</summary>
/// <param name="Code">Kemendagri, four digits.</param>
/// <param name="Name">Of the kabupaten or kota.</param>
/// <param name="ProvinceName">Of its province.</param>
/// <param name="People">How many.</param>
internal sealed record MemberPlace(string Code, string Name, string ProvinceName, long People)
{
    public string ProvinceCode => Code[..2];

    /// <summary>What a stored district is called: chats give a Kemendagri code, lists a name.</summary>
    public static string NameOf(string district) => district is "" or "0" ? "" : RegionNames.Find(district) ?? district;
}
