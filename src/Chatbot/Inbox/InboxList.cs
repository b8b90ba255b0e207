using System.Text.RegularExpressions;
using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Chatbot.Storage;
using Dapper;

namespace Chatbot.Inbox;

/// <summary>The list of conversations as staff finds them: the person who wrote last first. Names and numbers are masked.</summary>
internal sealed partial class InboxList(Database database, PersonalData personalData, AuditLog audit, TimeProvider clock)
{
    public const int PageSize = 50;

    private const string Key = "c.channel || '|' || c.our_address || '|' || c.address";

    /// <summary>A page of the list, beginning after a place of it.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="filter">Which.</param>
    /// <param name="after">The last of the page before; null: from the top.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<InboxPage> PageAsync(StaffScope scope, InboxFilter filter, InboxPlace? after, CancellationToken cancellationToken)
    {
        if (scope.IsNarrow) return InboxPage.Empty;
        var values = new DynamicParameters(new { scope.Organisation, scope.Login, Limit = PageSize + 1 });
        var query = QueryOf(filter, values);
        if (after is not null)
        {
            query.Conditions.Add($"(c.last_inbound_at < @AfterAt OR c.last_inbound_at = @AfterAt AND {Key} < @AfterKey)");
            values.Add("AfterAt", after.At);
            values.Add("AfterKey", after.Conversation);
        }

        // Whoever looks for a NIK learns whose conversation it is: that is a look.
        if (after is null && NikOf(filter.Search) is not null) await audit.AddAsync(scope.Look("mencari percakapan dengan NIK"), "chat.search", "", cancellationToken);
        return await database.ReadAsync(
            async session =>
            {
                var rows = await session.QueryAsync<Row>(
                    $"""
                    {query.With}
                    SELECT c.channel AS Channel, c.address AS Address, c.our_address AS OurAddress, c.last_inbound_at AS LastInboundAt,
                        a.person_id AS PersonId, s.phase AS Phase, s.holder AS Holder, s.holder_name AS HolderName, s.assigned_to AS AssignedTo,
                        s.unanswered_at AS UnansweredAt
                    FROM (
                        SELECT c.channel, c.address, c.our_address, c.last_inbound_at FROM {query.From}
                        WHERE {query.Where}
                        ORDER BY c.last_inbound_at DESC, {Key} DESC LIMIT @Limit) c
                    LEFT JOIN addresses a ON a.channel = c.channel AND a.address = c.address
                    LEFT JOIN staff_chats s ON s.conversation = {Key}
                    ORDER BY c.last_inbound_at DESC, {Key} DESC
                    """,
                    values,
                    cancellationToken);
                var shown = rows.Take(PageSize).ToList();
                var names = await NamesAsync(session, scope, [.. shown.Select(row => row.PersonId).OfType<string>().Distinct()], cancellationToken);
                var tickets = await TicketsAsync(session, [.. shown.Select(row => row.Conversation)], cancellationToken);
                var items = shown.Select(row => ItemOf(row, names, tickets, scope.Login)).ToList();
                return new InboxPage(items, rows.Count > PageSize ? new InboxPlace(shown[^1].LastInboundAt, shown[^1].Conversation) : null);
            },
            cancellationToken);
    }

    /// <summary>How many wait for somebody of the staff, are the asker's own, and wait for an answer of whoever has them.</summary>
    public Task<InboxCounts> CountAsync(StaffScope scope, CancellationToken cancellationToken)
    {
        if (scope.IsNarrow) return Task.FromResult(new InboxCounts(0, 0, 0));
        return database.ReadAsync(
            async session =>
            {
                var counts = new List<long>();
                foreach (var view in (InboxView[])[InboxView.Waiting, InboxView.Mine, InboxView.Unanswered])
                {
                    var values = new DynamicParameters(new { scope.Organisation, scope.Login });
                    var query = QueryOf(new InboxFilter { View = view }, values);
                    counts.Add(await session.FirstAsync<long>($"SELECT COUNT(*) FROM {query.From} WHERE {query.Where}", values, cancellationToken));
                }

                return new InboxCounts(counts[0], counts[1], counts[2]);
            },
            cancellationToken);
    }

    private Query QueryOf(InboxFilter filter, DynamicParameters values)
    {
        var query = new Query();
        var conditions = query.Conditions;
        switch (filter.View)
        {
            case InboxView.Waiting:
                conditions.Add($"{Key} IN (SELECT conversation FROM tickets WHERE status = 'open')");
                break;
            case InboxView.Mine:
                conditions.Add($"{Key} IN (SELECT conversation FROM staff_chats WHERE holder = @Login UNION SELECT conversation FROM staff_chats WHERE assigned_to = @Login)");
                break;
            case InboxView.Held:
                conditions.Add($"{Key} IN (SELECT conversation FROM staff_chats WHERE phase <> 'free')");
                break;
            case InboxView.Unanswered:
                conditions.Add($"{Key} IN (SELECT conversation FROM staff_chats WHERE phase <> 'free' AND unanswered_at IS NOT NULL)");
                break;
            case InboxView.All:
                break;
        }

        if (filter.Channel is { Length: > 0 } channel) With("c.channel = @Channel", "Channel", channel);
        if (filter.From is { } from) With("c.last_inbound_at >= @From", "From", from.ToUnixTimeMilliseconds());
        if (filter.To is { } to) With("c.last_inbound_at < @To", "To", to.ToUnixTimeMilliseconds());
        if (filter.Area.Trim() is { Length: > 0 } area)
        {
            OfWorkers(
                """
                LOWER(w.district) LIKE @Area ESCAPE '!' OR LOWER(w.village) LIKE @Area ESCAPE '!'
                    OR w.id IN (SELECT k.worker_id FROM worker_areas k WHERE k.name LIKE @Area ESCAPE '!')
                """,
                "Area",
                Like(area));
        }

        if (filter.Search.Trim() is { Length: > 0 } search) Search(search);
        return query;

        void With(string condition, string name, object value)
        {
            conditions.Add(condition);
            values.Add(name, value);
        }

        void OfWorkers(string condition, string name, object value)
        {
            query.Workers.Add(condition);
            values.Add(name, value);
        }

        void Search(string text)
        {
            if (NikOf(text) is { } nik) OfWorkers("w.nik_hash IN @NikHashes", "NikHashes", personalData.Hashes("nik", nik).ToArray());
            else if (Ticket().IsMatch(text)) With($"{Key} IN (SELECT conversation FROM tickets WHERE number = @Number)", "Number", text.ToUpperInvariant());
            else if (Registration().IsMatch(text)) OfWorkers("w.id IN (SELECT worker_id FROM registrations WHERE number = @Number)", "Number", text.ToUpperInvariant());
            else if (PhoneDigits(text) is { } digits) With("c.address LIKE @Digits", "Digits", $"%{digits}%");
            else OfWorkers("LOWER(w.name) LIKE @Name ESCAPE '!'", "Name", Like(text));
        }
    }

    private static string Like(string text) =>
        $"%{text.ToLowerInvariant().Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%";

    private static string? NikOf(string text) =>
        string.Concat(text.Where(char.IsAsciiDigit)) is { Length: 16 } digits && text.All(one => char.IsAsciiDigit(one) || one is ' ' or '.' or '-') ? digits : null;

    /// <summary>Digits of a phone number as they stand in addresses: «0812…» is +62812….</summary>
    private static string? PhoneDigits(string text)
    {
        if (!text.All(one => char.IsAsciiDigit(one) || one is ' ' or '-' or '+' or '.')) return null;
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (digits.Length < 4) return null;
        return digits[0] == '0' ? "62" + digits[1..] : digits;
    }

    /// <summary>Names of the workers of the asker's organisation whom somebody reaches by writing to these persons.</summary>
    internal static async Task<ILookup<string, string>> NamesAsync(DbSession session, StaffScope scope, string[] persons, CancellationToken cancellationToken)
    {
        if (persons.Length == 0) return Array.Empty<NameRow>().ToLookup(row => row.PersonId, row => row.Name);
        var rows = await session.QueryAsync<NameRow>(
            $"""
            SELECT COALESCE(own_person_id, person_id) AS PersonId, name AS Name FROM workers
            WHERE COALESCE(own_person_id, person_id) IN @persons AND {StaffScope.OwnsRow("workers")} ORDER BY created_at
            """,
            new { persons, scope.Organisation },
            cancellationToken);
        return rows.ToLookup(row => row.PersonId, row => row.Name);
    }

    /// <summary>The tickets of conversations that are not closed, the oldest first.</summary>
    internal static async Task<ILookup<string, OpenTicket>> TicketsAsync(DbSession session, string[] conversations, CancellationToken cancellationToken)
    {
        if (conversations.Length == 0) return Array.Empty<OpenTicket>().ToLookup(ticket => ticket.Number);
        var rows = await session.QueryAsync<TicketRow>(
            """
            SELECT conversation AS Conversation, number AS Number, topic AS Topic, status AS Status, created_at AS CreatedAt FROM tickets
            WHERE conversation IN @conversations AND status <> 'closed' ORDER BY created_at
            """,
            new { conversations },
            cancellationToken);
        return rows.ToLookup(row => row.Conversation, row => new OpenTicket(row.Number, row.Topic, row.Status == "open", DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt)));
    }

    private InboxItem ItemOf(Row row, ILookup<string, string> names, ILookup<string, OpenTicket> tickets, string login)
    {
        var last = DateTimeOffset.FromUnixTimeMilliseconds(row.LastInboundAt);
        var known = row.PersonId is null ? [] : names[row.PersonId].ToList();
        return new InboxItem(
            new ConversationId(row.Conversation),
            string.Join(", ", known.Take(2).Select(Masking.Name)) + (known.Count > 2 ? $" dan {known.Count - 2} lagi" : ""),
            People.PhoneOf(row.Channel, row.Address) is null ? "" : Masking.Phone(row.Address),
            last,
            ServiceWindow.ClosesAt(row.Channel, last),
            ServiceWindow.IsOpen(row.Channel, last, clock.GetUtcNow()),
            row.Phase is null or Phase.Free ? null : row.HolderName,
            row.Holder == login,
            row.AssignedTo,
            row.Phase is null or Phase.Free || row.UnansweredAt is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.UnansweredAt.Value),
            tickets[row.Conversation].FirstOrDefault());
    }

    [GeneratedRegex(@"^T-\d{6}-[0-9A-Z]{4,6}$", RegexOptions.IgnoreCase)]
    private static partial Regex Ticket();

    [GeneratedRegex(@"^JKA-\d{6}-[0-9A-Z]{4,6}$", RegexOptions.IgnoreCase)]
    private static partial Regex Registration();

    private sealed record Row(
        string Channel, string Address, string OurAddress, long LastInboundAt, string? PersonId, string? Phase, string? Holder, string? HolderName,
        string? AssignedTo, long? UnansweredAt)
    {
        public string Conversation => $"{Channel}|{OurAddress}|{Address}";
    }

    /// <summary>
    /// Which conversations. Whose workers are looked for are found first, by themselves: a planner that hopes to meet them early while it walks
    /// back in time would walk through all.
    /// </summary>
    private sealed class Query
    {
        public List<string> Conditions { get; } = [StaffScope.OwnsAddressOfMany("c.our_address")];

        /// <summary>Conditions on the workers behind the conversation (<c>w</c>), each of which some worker meets.</summary>
        public List<string> Workers { get; } = [];

        public string With => Workers.Count == 0 ? "" : "WITH " + string.Join(", ", Workers.Select((condition, number) =>
            $"""
            found{number} AS MATERIALIZED (SELECT h.channel, h.address FROM addresses h
                WHERE h.person_id IN (SELECT COALESCE(w.own_person_id, w.person_id) FROM workers w WHERE {StaffScope.OwnsRow("w")} AND ({condition})))
            """));

        public string From =>
            "contacts c" + string.Concat(Workers.Select((_, number) => $" JOIN found{number} ON found{number}.channel = c.channel AND found{number}.address = c.address"));

        public string Where => string.Join(" AND ", Conditions);
    }

    private sealed record NameRow(string PersonId, string Name);

    private sealed record TicketRow(string Conversation, string Number, string Topic, string Status, long CreatedAt);
}

/// <summary>Which part of the list is looked at.</summary>
internal enum InboxView
{
    /// <summary>Whoever asked for a person, and nobody has taken it.</summary>
    Waiting,

    /// <summary>Those that the asker has, or that were left to him.</summary>
    Mine,

    /// <summary>The person waits for the answer of whoever has it.</summary>
    Unanswered,

    /// <summary>Somebody of the staff has it.</summary>
    Held,

    All,
}

/// <summary>What is looked for.</summary>
internal sealed record InboxFilter
{
    public InboxView View { get; init; } = InboxView.All;

    /// <summary>Empty: any.</summary>
    public string Channel { get; init; } = "";

    /// <summary>A part of a name or phone number, a NIK, or the number of a ticket or registration.</summary>
    public string Search { get; init; } = "";

    /// <summary>A part of the name of the kabupaten of the worker's KTP, or of the kecamatan or desa in which he works.</summary>
    public string Area { get; init; } = "";

    /// <summary>The person wrote last at or after then, UTC.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The person wrote last before then, UTC.</summary>
    public DateTimeOffset? To { get; init; }
}

/// <summary>A place in the list.</summary>
internal sealed record InboxPlace(long At, string Conversation);

/// <summary>A page of the list.</summary>
/// <param name="Items">In order.</param>
/// <param name="Next">Where the next page begins; null: this is the last.</param>
internal sealed record InboxPage(IReadOnlyList<InboxItem> Items, InboxPlace? Next)
{
    public static InboxPage Empty { get; } = new([], null);
}

/// <summary>A conversation in the list.</summary>
/// <param name="Conversation">Which.</param>
/// <param name="Name">Masked; empty when nobody is registered.</param>
/// <param name="Phone">Masked; empty when the channel shows none.</param>
/// <param name="LastInboundAt">When the person wrote last, UTC.</param>
/// <param name="WindowClosesAt">Until when a free text may go, UTC; null: without an end.</param>
/// <param name="IsWindowOpen">Whether a free text may go now.</param>
/// <param name="HolderName">Who of the staff has it; null: Jaka.</param>
/// <param name="IsMine">The asker has it.</param>
/// <param name="AssignedTo">Login of whom it was left to.</param>
/// <param name="UnansweredSince">Since when the person waits for whoever has it, UTC.</param>
/// <param name="Ticket">The oldest that is not closed.</param>
internal sealed record InboxItem(
    ConversationId Conversation,
    string Name,
    string Phone,
    DateTimeOffset LastInboundAt,
    DateTimeOffset? WindowClosesAt,
    bool IsWindowOpen,
    string? HolderName,
    bool IsMine,
    string? AssignedTo,
    DateTimeOffset? UnansweredSince,
    OpenTicket? Ticket);

/// <summary>A ticket that is not closed.</summary>
internal sealed record OpenTicket(string Number, string Topic, bool IsWaiting, DateTimeOffset Since);

/// <summary>How many conversations there are in the parts of the list that somebody has to look at.</summary>
internal sealed record InboxCounts(long Waiting, long Mine, long Unanswered);
