namespace Chatbot.Language.Intents;

/// <summary>Why a message was taken for an intent: its features that weighed most for it.</summary>
public sealed record Explanation(string Intent, double Confidence, IReadOnlyList<Evidence> Evidence);

/// <summary>One feature (<c>w:</c> word, <c>s:</c> root, <c>b:</c> pair, <c>l:</c> letters, <c>k:</c> skeleton, <c>c:</c> class)
/// and what it adds to the intent's score.</summary>
public readonly record struct Evidence(string Feature, double Weight);
