using Chatbot.Dialogs;

namespace Chatbot.Programs;

/// <summary>A place to register or to pay, with the steps there; its texts hold placeholders.</summary>
internal sealed record Channel(string Id, string Name, bool Registers, bool Pays, string WhatsApp, string Sms, int Segments, int Line)
{
    public string Steps(ReplyForm form) => form switch
    {
        ReplyForm.WhatsApp => WhatsApp,
        ReplyForm.Sms => Sms,
    };
}

/// <summary>All ways to register and to pay.</summary>
internal sealed class Channels
{
    public const string File = "channels.yaml";

    private readonly Dictionary<string, Channel> _byWord;

    private Channels(IReadOnlyList<Channel> all, Dictionary<string, Channel> byWord)
    {
        All = all;
        _byWord = byWord;
    }

    public IReadOnlyList<Channel> All { get; }

    public static Channels Read(string text, List<KnowledgeProblem> problems)
    {
        var root = YamlPart.Parse(File, text, problems);
        root.Allow("channels");
        var all = new List<Channel>();
        var byWord = new Dictionary<string, Channel>(StringComparer.Ordinal);
        foreach (var part in root.Part("channels").Items())
        {
            part.Allow("id", "name", "words", "uses", "facts", "whatsapp", "sms", "segments");
            var uses = part.Texts("uses");
            foreach (var use in uses.Where(use => use is not ("register" or "pay")))
                part.Report($"'{use}' is not register or pay");
            var segments = part.Part("segments").IsAbsent ? 1 : (int)part.Number("segments");
            var channel = new Channel(
                part.Required("id"), part.Required("name"), uses.Contains("register"), uses.Contains("pay"), part.Required("whatsapp"),
                part.Required("sms"), segments, part.Line);
            all.Add(channel);
            foreach (var word in part.Texts("words").Append(channel.Name).Select(WordMatch.Phrase).Distinct())
                if (!byWord.TryAdd(word, channel))
                    part.Report($"'{word}' already means {byWord[word].Id}");
        }
        return new Channels(all, byWord);
    }

    /// <summary>The channel that a text names; null when it names none.</summary>
    public Channel? Find(string text) => WordMatch.Find(text, _byWord);
}
