using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Language;
using Chatbot.Programs;
using Chatbot.Templates;

namespace Chatbot.DialogData;

/// <summary>What Jaka says and knows, read from one state of the files; it never changes.</summary>
internal sealed record Repertoire(DialogFiles Files, Knowledge Knowledge, DialogSet Dialogs, IReadOnlyList<MessageTemplate> Templates);

/// <summary>What Jaka says and knows now, and how another repertoire takes its place: in one step, while turns go on.</summary>
internal sealed class Repertoires(
    Repertoire shipped, Func<Indonesian> shippedLanguage, Knowledge standing, TemplateBook templates, EngineInUse engines, TurnEngine shippedEngine)
{
    // What the language was taught from, and the result: teaching takes a second or two, and most editions change no example.
    private readonly ConcurrentDictionary<string, Lazy<Indonesian>> taught = new();

    private volatile Repertoire? edition;

    public Repertoire Now => edition ?? shipped;

    /// <summary>As it was shipped.</summary>
    public Repertoire Shipped => shipped;

    /// <summary>From now on Jaka answers with this; a turn that has begun ends as it began.</summary>
    public void Use(Repertoire repertoire)
    {
        var engine = repertoire == shipped ? shippedEngine : OfTurns(EngineOf(repertoire));
        standing.GiveWayTo(repertoire.Knowledge);
        templates.Publish(repertoire.Templates);
        edition = repertoire;
        engines.Now = engine;
    }

    /// <summary>An engine that answers with this, for trying it.</summary>
    public DialogEngine EngineOf(Repertoire repertoire) => new(repertoire.Dialogs, LanguageOf(repertoire), repertoire.Knowledge);

    /// <summary>What the messages of people mean to this repertoire.</summary>
    public Indonesian LanguageOf(Repertoire repertoire)
    {
        if (repertoire == shipped) return shippedLanguage();
        var lessons = repertoire.Files.Lessons(repertoire.Dialogs, repertoire.Knowledge);
        var key = KeyOf(lessons);
        if (key == KeyOf(shipped.Files.Lessons(shipped.Dialogs, shipped.Knowledge))) return shippedLanguage();
        // A few drafts and editions at most are of use at a time.
        if (taught.Count > 4) taught.Clear();
        return taught.GetOrAdd(key, _ => new Lazy<Indonesian>(() => Indonesian.Learn(lessons))).Value;
    }

    private static TurnEngine OfTurns(DialogEngine engine) => new(engine.Start, engine.Resume);

    private static string KeyOf(LanguageData lessons)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(lessons.Examples));
        hash.AppendData(Encoding.UTF8.GetBytes(lessons.Lexicon));
        foreach (var keyword in lessons.Keywords) hash.AppendData(Encoding.UTF8.GetBytes($"{keyword.Id}\t{string.Join('\t', keyword.Words)}\n"));
        foreach (var question in lessons.Faq) hash.AppendData(Encoding.UTF8.GetBytes($"{question.Id}\t{question.Text}\n"));
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
