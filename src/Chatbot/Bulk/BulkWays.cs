using System.Collections.Concurrent;
using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Outbox;
using Chatbot.Privacy.Access;
using Chatbot.Storage;
using Chatbot.Templates;

namespace Chatbot.Bulk;

/// <summary>What is to be said to a person, whatever the way.</summary>
/// <param name="TemplateId">Text in both forms.</param>
/// <param name="Category">What it is for.</param>
/// <param name="Values">By variable; the other way for one-way SMS is put in by itself.</param>
/// <param name="Channels">Where it may go, such as <c>whatsapp</c>, <c>sms</c>: the first that reaches the person is taken.</param>
internal sealed record BulkText(
    string TemplateId, TemplateCategory Category, IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> Channels)
{
    public BulkSenders From { get; init; } = BulkSenders.Any;
}

/// <summary>Free words for a person: by WhatsApp only while its window of 24 hours is open.</summary>
/// <param name="WhatsApp">Null: not by WhatsApp.</param>
/// <param name="Sms">Null: not by SMS.</param>
/// <param name="Channels">As of <see cref="BulkText"/>.</param>
internal sealed record BulkWords(string? WhatsApp, string? Sms, IReadOnlyList<string> Channels)
{
    public BulkSenders From { get; init; } = BulkSenders.Any;
}

/// <summary>From which addresses of ours something may go.</summary>
/// <param name="Organisation">From those for which it answers; null: from all.</param>
/// <param name="IsAlone">From no other, even where it has none on the channel; else from those of the first organisation then.</param>
internal sealed record BulkSenders(string? Organisation, bool IsAlone)
{
    public static BulkSenders Any { get; } = new(null, false);
}

/// <summary>How a text reaches a person now. A closed set.</summary>
internal abstract record BulkWay
{
    private BulkWay()
    {
    }

    /// <param name="Conversation">Where.</param>
    /// <param name="Text">As the person reads it.</param>
    /// <param name="Template">By which approved template; null for a free text.</param>
    public sealed record Found(ConversationId Conversation, string Text, TemplateUse? Template) : BulkWay;

    /// <summary>The number of people who may be written to by template within a day is used up.</summary>
    public sealed record FullToday : BulkWay;

    /// <summary>By none.</summary>
    /// <param name="Reason">A word that can be counted.</param>
    /// <param name="ForStaff">Why the last way was closed.</param>
    public sealed record None(string Reason, string ForStaff) : BulkWay;
}

/// <summary>
/// Finds how a person is reached who has not asked just now: on WhatsApp as a text while the window of 24 hours is open, after that by an approved
/// template, else by SMS. Of our addresses the one he wrote to last, so that his history stays in one place; else always the same one.
/// </summary>
internal sealed class BulkWays(
    Database database, OurAddresses ours, UnaskedMessages unasked, TemplateBook book, TemplateStates states, DailyReach reach, Reachability reachability, TimeProvider clock)
{
    /// <summary>Why nothing goes, while a template is not approved: it may be later.</summary>
    public const string TemplateStopped = "template_stopped";

    // A template that is stopped is a problem that staff was told of: not once for each of thousands.
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (string Why, DateTimeOffset Until)> stopped = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">There is no such template, or a variable has no value: a mistake in the program.</exception>
    public Task<BulkWay> FindAsync(string personId, BulkText text, CancellationToken cancellationToken) =>
        FirstAsync(personId, text.Channels, text.From, pair => FormAsync(pair, text, cancellationToken), cancellationToken);

    public Task<BulkWay> FindAsync(string personId, BulkWords words, CancellationToken cancellationToken) =>
        FirstAsync(personId, words.Channels, words.From, pair => FormAsync(pair, words, cancellationToken), cancellationToken);

    private async Task<BulkWay> FirstAsync(
        string personId, IReadOnlyList<string> channels, BulkSenders from, Func<AddressPair, Task<BulkWay>> form, CancellationToken cancellationToken)
    {
        var (addresses, owners) = await database.ReadAsync(
            async session => (await session.QueryAsync<Row>(
                """
                SELECT addresses.channel AS Channel, addresses.address AS Address, addresses.phone AS Phone, contacts.our_address AS Ours
                FROM addresses LEFT JOIN contacts ON contacts.channel = addresses.channel AND contacts.address = addresses.address
                WHERE addresses.person_id = @personId AND addresses.channel IN ('whatsapp', 'sms')
                ORDER BY contacts.last_inbound_at DESC, addresses.created_at DESC, addresses.address
                """,
                new { personId },
                cancellationToken), from.Organisation is null ? null : await Ownership.SendersAsync(session, cancellationToken)),
            cancellationToken);
        BulkWay last = new BulkWay.None("no_address", "Tidak ada alamat yang bisa disurati.");
        foreach (var channel in channels)
        {
            foreach (var pair in PairsOn(channel, personId, addresses, SendersOn(channel, from, owners)))
            {
                var way = await form(pair);
                if (way is not BulkWay.None) return way;
                // A template may be approved again; it is the way to wait for.
                if (last is not BulkWay.None { Reason: TemplateStopped }) last = way;
            }
        }

        return last;
    }

    private async Task<BulkWay> FormAsync(AddressPair pair, BulkWords words, CancellationToken cancellationToken)
    {
        if ((pair.Channel == "whatsapp" ? words.WhatsApp : words.Sms) is not { } text) return new BulkWay.None("no_text", "Tidak ada teks untuk saluran ini.");
        if (await reachability.WhyUnreachableAsync(pair, cancellationToken) is { } failed) return new BulkWay.None("unreachable", failed.ForStaff);
        if (pair.Channel == "whatsapp" && !await reachability.IsWindowOpenAsync(pair, cancellationToken))
            return new BulkWay.None("window_closed", "Sudah lewat 24 jam sejak pesan terakhir orang ini, jadi hanya templat yang boleh.");
        return new BulkWay.Found(new ConversationId($"{pair.Channel}|{pair.Ours}|{pair.Theirs}"), text, null);
    }

    private List<OurAddress> SendersOn(string channel, BulkSenders from, IReadOnlyDictionary<string, string>? owners)
    {
        List<OurAddress> all = [.. ours.On(channel)];
        if (from.Organisation is not { } organisation || owners is null) return all;
        List<OurAddress> Of(string whose) => all.FindAll(one => (owners.GetValueOrDefault(one.Address) ?? Ownership.First) == whose);
        var own = Of(organisation);
        return own.Count > 0 || from.IsAlone ? own : Of(Ownership.First);
    }

    private static IEnumerable<AddressPair> PairsOn(string channel, string personId, IReadOnlyList<Row> addresses, List<OurAddress> own)
    {
        if (own.Count == 0) return [];
        var senders = channel == "sms" && own.Exists(one => one.CanReceive) ? own.FindAll(one => one.CanReceive) : own;
        var usual = senders[(int)(Spread(personId) % (uint)senders.Count)].Address;
        var here = addresses.Where(row => row.Channel == channel).Select(row => (Theirs: row.Address, row.Ours));
        // By SMS the phone of a WhatsApp address is reached as well.
        if (channel == "sms") here = here.Concat(addresses.Where(row => row.Channel != channel && row.Phone is not null).Select(row => (row.Phone!, (string?)null)));
        // Of several of ours to which he wrote, one from which it may go.
        return here
            .GroupBy(one => one.Theirs)
            .Select(same => new AddressPair(channel, same.Select(one => one.Ours).FirstOrDefault(wrote => own.Exists(address => address.Address == wrote)) ?? usual, same.Key));
    }

    private async Task<BulkWay> FormAsync(AddressPair pair, BulkText text, CancellationToken cancellationToken)
    {
        var template = book.Find(text.TemplateId) ?? throw new ArgumentException($"There is no template '{text.TemplateId}'.", nameof(text));
        var conversation = new ConversationId($"{pair.Channel}|{pair.Ours}|{pair.Theirs}");
        if (pair.Channel == "whatsapp" && stopped.TryGetValue(text.TemplateId, out var held) && clock.GetUtcNow() < held.Until
            && (await states.FindAsync(template, cancellationToken))?.Status != "approved")
        {
            return new BulkWay.None(TemplateStopped, held.Why);
        }

        switch (await unasked.FormAsync(pair, text.TemplateId, text.Category, text.Values, ours.OtherWay(), cancellationToken))
        {
            case UnaskedForm.Text(var body):
                return new BulkWay.Found(conversation, body, null);
            case UnaskedForm.Template(var id, var version, var body):
                if (!await reach.HasRoomAsync(pair.Theirs, ours.PeoplePerDay(pair.Ours), cancellationToken)) return new BulkWay.FullToday();
                var category = template.Category == TemplateCategory.Marketing ? "marketing" : "utility";
                return new BulkWay.Found(conversation, body, new TemplateUse(id, text.Values) { Category = category, Version = version });
            case UnaskedForm.Dropped(UnaskedForm.Why.TemplateStopped, var why):
                stopped[text.TemplateId] = (why, clock.GetUtcNow() + AskAgain);
                return new BulkWay.None(TemplateStopped, why);
            case UnaskedForm.Dropped(var reason, var why):
                return new BulkWay.None(reason == UnaskedForm.Why.Unreachable ? "unreachable" : "no_text", why);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    // The same sender in every copy and after every start.
    private static uint Spread(string personId) => personId.Aggregate(2_166_136_261u, static (hash, letter) => unchecked((hash ^ letter) * 16_777_619u));

    private sealed record Row(string Channel, string Address, string? Phone, string? Ours);
}
