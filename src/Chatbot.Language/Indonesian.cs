using Chatbot.Language.Intents;

namespace Chatbot.Language;

/// <summary>
/// Everything the library learns from data, as texts: it does no I/O itself.
/// </summary>
/// <param name="Examples">Training messages, one a line: <c>intent TAB style TAB text</c>; a fourth column may name the program.
/// Lines that begin with <c>#</c> are comments.</param>
/// <param name="Lexicon">Colloquial forms, one a line: <c>form TAB normal form</c>.</param>
/// <param name="Keywords">Words that are a command when they are the whole message.</param>
/// <param name="Faq">Questions with the id of their answer.</param>
public sealed record LanguageData(
    string Examples,
    string Lexicon,
    IReadOnlyList<Keyword> Keywords,
    IReadOnlyList<FaqQuestion> Faq);

/// <summary>A command and the words for it.</summary>
public sealed record Keyword(string Id, IReadOnlyList<string> Words);

/// <summary>One way of asking what FAQ entry <paramref name="Id"/> answers.</summary>
public sealed record FaqQuestion(string Id, string Text);

/// <summary>Understands everyday Indonesian. Built once, then safe to use from many threads.</summary>
public sealed class Indonesian
{
    private readonly MessageReader _messages;

    private Indonesian(MessageReader messages)
    {
        _messages = messages;
    }

    /// <summary>Builds the language from its data; the same data gives the same result every time.</summary>
    public static Indonesian Learn(LanguageData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new Indonesian(new MessageReader(data));
    }

    /// <summary>Reads a message outside any form.</summary>
    /// <param name="text">Any text, also empty or hostile.</param>
    /// <param name="reference">The person's local time; relative dates count from it.</param>
    public Meaning Understand(string text, DateTimeOffset reference) =>
        _messages.Read(text) with { Entities = Recognizers.All(text, new RecognizerOptions(reference)) };

    /// <summary>Why a message is taken for its likeliest intents.</summary>
    public IReadOnlyList<Explanation> Explain(string text) => _messages.Explain(text);

    /// <summary>Reads a reply in a form.</summary>
    public FormReply ReadReply(string text, FormQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return new FormReplyReader(message => Understand(message, question.Reference), _messages.WriteOut).Read(text, question);
    }
}
