using Chatbot.Dialogs.Reading;

namespace Chatbot.Dialogs.Tests.Support;

/// <summary>Dialogs made up in tests, beside the words and replies that every set of dialogs has.</summary>
internal static class Dialog
{
    public static IReadOnlyList<ActionSignature> Actions { get; } =
    [
        new("register_worker", ["registered", "already"], new Dictionary<string, string> { ["number"] = "JKA-260101-ABCDE" }),
        new("open_ticket", ["done"], new Dictionary<string, string> { ["ticket"] = "T-260101-ABCD" }),
        new("opt_out", ["done"], new Dictionary<string, string>()),
        new("list_people", ["some", "none"], new Dictionary<string, string> { ["people"] = "w1\tSiti A.\nw2\tBudi" }),
    ];

    /// <summary>The mistakes that are found in one file beside the shared ones.</summary>
    public static IReadOnlyList<string> MistakesOf(string text) =>
        [.. Read(text).Mistakes.Select(mistake => mistake.ToString())];

    public static (DialogSet? Dialogs, IReadOnlyList<Mistake> Mistakes) Read(params string[] texts) =>
        DialogReader.Read(
            [new DialogFile("umum.yaml", Repository.Read("dialogs", "flows", "umum.yaml")), .. texts.Select((text, i) => new DialogFile($"uji{(i == 0 ? "" : i)}.yaml", text))],
            Actions,
            new SomeKnowledge());
}
