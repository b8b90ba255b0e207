using System.Text.Json;
using Chatbot.Conversations;
using Chatbot.DialogData;
using Chatbot.Dialogs;
using Chatbot.Dialogs.Chat;
using Chatbot.Dialogs.Reading;
using Chatbot.Membership;
using Chatbot.Outbox;

namespace Chatbot.CommandLine;

/// <summary>
/// Runs example conversations against the whole service, each on a database and a clock of its own. The language is taught once.
/// </summary>
internal sealed class ChatScriptRunner
{
    // Western Indonesian time: where the conversations are set.
    private static readonly TimeSpan Wib = TimeSpan.FromHours(7);

    private readonly DialogEngine engine;

    private ChatScriptRunner(DialogEngine engine, IReadOnlyList<DialogFile> chats)
    {
        this.engine = engine;
        Chats = chats;
    }

    /// <summary>All example conversations of the folder.</summary>
    public IReadOnlyList<DialogFile> Chats { get; }

    public static async Task<ChatScriptRunner> MakeAsync(CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFolder();
        await using var stage = await Stage.SetAsync(scratch.Settings, null, null, cancellationToken);
        return new ChatScriptRunner(stage.Services.GetRequiredService<DialogEngine>(), stage.Services.GetRequiredService<DialogFiles>().Chats());
    }

    /// <summary>Runs one conversation; gives every line that did not come true. After the first the rest means little.</summary>
    public async Task<IReadOnlyList<Mistake>> RunAsync(DialogFile chat, CancellationToken cancellationToken)
    {
        var (script, unreadable) = DialogFiles.Parse(chat);
        if (unreadable.Count > 0) return unreadable;

        using var scratch = new ScratchFolder();
        var clock = new ScriptClock(new DateTimeOffset(script.Start, Wib));
        await using var stage = await Stage.SetAsync(scratch.Settings, clock, engine, cancellationToken);
        var talk = new Talk(script, stage, clock);
        foreach (var line in script.Lines)
        {
            if (await talk.PlayAsync(line, cancellationToken) is { } wrong) return [new Mistake(new Place(chat.Name, line.Number, 1), wrong)];
        }

        return talk.Unheard is { } left ? [new Mistake(new Place(chat.Name, script.Lines[^1].Number, 1), left)] : [];
    }

    /// <summary>One conversation while it is played, or several whose people have to do with each other.</summary>
    private sealed class Talk
    {
        private readonly Stage stage;
        private readonly ScriptClock clock;
        private readonly List<Phone> phones;
        private Phone phone;

        public Talk(ChatScript script, Stage stage, ScriptClock clock)
        {
            this.stage = stage;
            this.clock = clock;
            phone = new Phone(script.Channel, script.Phone, script.ProfileName);
            phones = [phone];
            foreach (var other in script.Lines.OfType<ChatLine.Turns>())
                if (!phones.Any(known => known.Is(other.Channel, other.Phone)))
                    phones.Add(new Phone(other.Channel, other.Phone, null));
        }

        /// <summary>What Jaka said that no line expects.</summary>
        public string? Unheard => phones.Select(UnheardAt).FirstOrDefault(unheard => unheard is not null);

        /// <returns>What is wrong, or null.</returns>
        public async Task<string?> PlayAsync(ChatLine line, CancellationToken cancellationToken)
        {
            switch (line)
            {
                case ChatLine.Hears hears:
                    if (!phone.Waiting.TryDequeue(out var heard)) return $"Jaka says nothing; expected: {hears.Pattern}";
                    phone.Last = heard;
                    return hears.Fits(heard.Text) ? null : $"Jaka says: {heard.Text}{Environment.NewLine}    expected: {hears.Pattern}";
                case ChatLine.HearsNothing:
                    return UnheardAt(phone);
                case ChatLine.DoesNotHear not:
                    return phone.Last?.Text.Contains(not.Text, StringComparison.OrdinalIgnoreCase) == true ? $"Jaka says: {phone.Last.Text}" : null;
                case ChatLine.Sees sees:
                    var titles = phone.Last?.Choices.Select(choice => choice.Title) ?? [];
                    return titles.SequenceEqual(sees.Titles) ? null : $"Jaka offers [{string.Join("] [", titles)}]";
                case ChatLine.Waits waits:
                    clock.Advance(waits.Time);
                    await stage.DoWhatIsDueAsync(cancellationToken);
                    await ListenAsync(cancellationToken);
                    return null;
                case ChatLine.Staff staff:
                    if (UnheardAt(phone) is { } unheardBefore) return unheardBefore;
                    clock.Advance(TimeSpan.FromSeconds(20));
                    var refused = await stage.ActAsync(stage.Message(phone.Channel, phone.Number, null, null).Conversation, staff, cancellationToken);
                    await ListenAsync(cancellationToken);
                    return refused;
                case ChatLine.Turns turns:
                    if (UnheardAt(phone) is { } left) return left;
                    phone = phones.First(known => known.Is(turns.Channel, turns.Phone));
                    return null;
            }

            if (UnheardAt(phone) is { } unheard) return unheard;
            if (ActivityOf(line) is not { } activity) return Unplayable(line);
            clock.Advance(TimeSpan.FromSeconds(20));
            await stage.RunAsync(activity, cancellationToken);
            await ListenAsync(cancellationToken);
            return null;
        }

        private async Task ListenAsync(CancellationToken cancellationToken)
        {
            foreach (var one in phones) one.Hear(await stage.TakeAsync(stage.Message(one.Channel, one.Number, null, null).Conversation, cancellationToken));
        }

        private static string? UnheardAt(Phone one) => one.Waiting.TryPeek(out var reply) ? $"Jaka also says: {reply.Text}" : null;

        private Activity? ActivityOf(ChatLine line)
        {
            switch (line)
            {
                case ChatLine.Says says:
                    return Message(says.Text);
                case ChatLine.Sends { Media: "empty" }:
                    return Message("");
                case ChatLine.Sends { Media: "location" }:
                    return Message(null) with { ChannelData = new System.Text.Json.Nodes.JsonObject { ["location"] = new System.Text.Json.Nodes.JsonObject() } };
                case ChatLine.Sends sends:
                    return Message(null) with { Attachments = [new Attachment(ContentTypeOf(sends.Media))] };
                case ChatLine.Taps taps when phone.Last?.Choices.FirstOrDefault(choice => choice.Title == taps.Title) is { } choice:
                    return Message(choice.Title) with { Value = JsonSerializer.SerializeToElement(choice.Id) };
                case ChatLine.Submits submits when phone.Link is not null:
                    return Form(submits.Fields);
                default:
                    return null;
            }
        }

        private Activity? Form(IReadOnlyDictionary<string, string> fields)
        {
            var input = FormInput.Read(fields.GetValueOrDefault("nik", ""), fields.GetValueOrDefault("nama", ""), DateOnly.FromDateTime(clock.Local.DateTime));
            if (!input.IsRight) return null;
            var values = new Dictionary<string, string> { ["nik"] = input.Nik, ["name"] = input.Name };
            return Message(null) with { Type = "event", Name = "form", Value = JsonSerializer.SerializeToElement(values) };
        }

        private string Unplayable(ChatLine line) => line switch
        {
            ChatLine.Taps taps => $"there is no [{taps.Title}]; Jaka offers [{string.Join("] [", phone.Last?.Choices.Select(choice => choice.Title) ?? [])}]",
            ChatLine.Submits => phone.Link is null ? "Jaka has sent no link to the form" : "the form page refuses this",
            _ => "cannot be played",
        };

        private Activity Message(string? text) => stage.Message(phone.Channel, phone.Number, phone.Name, text);

        private static string ContentTypeOf(string media) => media switch
        {
            "image" => "image/jpeg",
            "audio" => "audio/ogg; codecs=opus",
            "video" => "video/mp4",
            "sticker" => "image/webp",
            "contacts" => "text/vcard",
            _ => "application/pdf",
        };
    }

    /// <summary>A phone in the conversation, and what has reached it.</summary>
    private sealed class Phone(string channel, string number, string? name)
    {
        public string Channel => channel;

        public string Number => number;

        public string? Name => name;

        public Queue<OutgoingReply> Waiting { get; } = [];

        public OutgoingReply? Last { get; set; }

        /// <summary>The last link to a form.</summary>
        public string? Link { get; private set; }

        public bool Is(string otherChannel, string otherNumber) => otherChannel == channel && otherNumber == number;

        public void Hear(IReadOnlyList<OutgoingReply> replies)
        {
            foreach (var reply in replies)
            {
                Waiting.Enqueue(reply);
                if (reply.Text.IndexOf("http", StringComparison.Ordinal) is >= 0 and var at && reply.Text.Contains("/formulir/", StringComparison.Ordinal))
                    Link = reply.Text[at..].Split((char[]?)null, 2)[0];
            }
        }
    }

    /// <summary>A clock that stands until a line moves it.</summary>
    private sealed class ScriptClock(DateTimeOffset start) : TimeProvider
    {
        private DateTimeOffset now = start.ToUniversalTime();

        public DateTimeOffset Local => now.ToOffset(Wib);

        public override DateTimeOffset GetUtcNow() => now;

        public void Advance(TimeSpan time) => now += time;
    }
}
