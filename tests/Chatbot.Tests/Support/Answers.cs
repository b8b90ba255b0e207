using Chatbot.Conversations;
using Chatbot.Dialogs;

namespace Chatbot.Tests.Support;

/// <summary>Engines for tests of what surrounds the engine.</summary>
internal static class Answers
{
    /// <summary>Says what was written, and remembers how many messages there were.</summary>
    public static TurnEngine Echo { get; } = new(
        (conversation, incoming) => new Turn
        {
            Conversation = Count(conversation),
            Incoming = incoming,
            Replies = [new Reply($"Anda menulis: {incoming.Text}")],
        },
        (turn, _) => turn);

    /// <summary>Says each of the texts as a reply of its own.</summary>
    public static TurnEngine Say(params string[] texts) => new(
        (conversation, incoming) => new Turn
        {
            Conversation = Count(conversation),
            Incoming = incoming,
            Replies = [.. texts.Select(text => new Reply(text))],
        },
        (turn, _) => turn);

    /// <summary>Asks for one action and says its outcome and values.</summary>
    public static TurnEngine Do(string name, Dictionary<string, string> arguments) => new(
        (conversation, incoming) => new Turn
        {
            Conversation = Count(conversation),
            Incoming = incoming,
            Action = name == "register_worker" ? WithConsent(arguments) : new DialogAction(name, arguments),
        },
        (turn, result) => turn.Action is { Name: "record_consent" } said && said.Arguments.ContainsKey("nik")
            ? turn with { Action = new DialogAction("register_worker", said.Arguments) }
            : turn with
        {
            Action = null,
            Replies = [new Reply($"{result.Outcome} {string.Join(' ', result.Values.Select(value => $"{value.Key}={value.Value}"))}".Trim())],
        });

    // As the flow does: nobody is registered who was not asked.
    private static DialogAction WithConsent(Dictionary<string, string> arguments) =>
        new("record_consent", new Dictionary<string, string>(arguments) { ["purpose"] = "registration", ["text_version"] = "1" });

    public static int Messages(Conversation conversation) =>
        int.Parse(conversation.Notes.GetValueOrDefault("messages", "0"), System.Globalization.CultureInfo.InvariantCulture);

    private static Conversation Count(Conversation conversation) =>
        conversation with
        {
            Notes = new Dictionary<string, string>
            {
                ["messages"] = (Messages(conversation) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
            },
        };
}
