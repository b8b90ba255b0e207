namespace Chatbot.Language;

/// <summary>What a message means, outside any form.</summary>
/// <param name="Text">The message as it came.</param>
/// <param name="Intent">The most likely intent, by its label (<c>register</c>, <c>cost</c>, … , <c>out_of_scope</c>).</param>
/// <param name="Confidence">Calibrated probability of <paramref name="Intent"/>, 0 to 1.</param>
/// <param name="Ranking">All intents, the most likely first.</param>
public sealed record Meaning(string Text, string Intent, double Confidence, IReadOnlyList<IntentScore> Ranking)
{
    /// <summary>The normal form of the message: lower case, written out, one space between words.</summary>
    public string Normalized { get; init; } = "";

    /// <summary>Id of the keyword that the whole message is (with at most one typing slip), such as <c>menu</c> or <c>berhenti</c>.</summary>
    public string? Keyword { get; init; }

    /// <summary><c>general</c>, <c>jkk</c>, <c>jkm</c>, <c>jht</c>, <c>jp</c> or <c>jkp</c>: the program that is spoken of.</summary>
    public string? Program { get; init; }

    /// <summary><c>bpjs_kesehatan</c> when the message is meant for BPJS Kesehatan, the health insurance with nearly the same name;
    /// else null.</summary>
    public string? OtherService { get; init; }

    /// <summary>The FAQ entries that fit, the best first; empty when none reaches the threshold. The first is the answer
    /// unless <see cref="NearTie"/> says that the second is as good.</summary>
    public IReadOnlyList<FaqMatch> Answers { get; init; } = [];

    /// <summary>The two best of <see cref="Answers"/> when neither stands clear of the other: to be asked back. Else empty.</summary>
    public IReadOnlyList<FaqMatch> NearTie { get; init; } = [];

    /// <summary>Everything the recognizers found, by start.</summary>
    public IReadOnlyList<Recognition> Entities { get; init; } = [];
}

/// <summary>An intent and its calibrated probability.</summary>
public readonly record struct IntentScore(string Intent, double Confidence);

/// <summary>An FAQ entry that may answer the message, with a confidence from 0 to 1.</summary>
public readonly record struct FaqMatch(string Id, double Confidence);
