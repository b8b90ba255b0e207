namespace Chatbot.Dialogs.Tests.Support;

/// <summary>A handful of facts, enough for dialogs made up in tests.</summary>
internal sealed class SomeKnowledge : IKnowledge
{
    private static readonly Dictionary<string, string> Facts = new() { ["F-KTK-01"] = "175", ["F-KTK-05"] = "165", ["F-JKM-04:juta"] = "Rp42 juta" };

    private static readonly Dictionary<string, string> Answers = new() { ["Q017"] = "Total Rp42 juta untuk ahli waris." };

    public string? Text(string name, DateTimeOffset now) => Facts.GetValueOrDefault(name);

    public string? Answer(string faqId, ReplyForm form, DateTimeOffset now) => Answers.GetValueOrDefault(faqId);

    public string? TitleOf(string faqId) => faqId == "Q017" ? "Santunan kematian" : null;

    public string? IntentOf(string faqId) => faqId == "Q017" ? "explain_program" : null;

    public string? Longest(string name) => Facts.GetValueOrDefault(name);
}
