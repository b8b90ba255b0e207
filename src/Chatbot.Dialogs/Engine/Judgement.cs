using System.Text.RegularExpressions;
using Chatbot.Language;

namespace Chatbot.Dialogs.Engine;

/// <summary>
/// How sure understanding has to be before it is acted on. All thresholds stand here; they are probabilities, calibrated on messages that
/// the model has not seen.
/// </summary>
internal sealed partial class Judgement(Meaning meaning, Incoming incoming, IKnowledge knowledge)
{
    /// <summary>An intent that only explains is taken from here up, one that begins something from a little more.</summary>
    private const double Answering = 0.45;
    private const double Acting = 0.5;

    /// <summary>In the middle of a form only what is clearly meant counts.</summary>
    private const double InForm = 0.6;

    /// <summary>What changes what a person gets from us, such as an opt-out, has to be surer; the keyword itself always works.</summary>
    private const double Obeying = 0.75;

    /// <summary>Condolence to somebody who has lost nobody hurts.</summary>
    private const double Condoling = 0.6;

    /// <summary>What is no answer in a form is a wish of its own from here up.</summary>
    private const double Wishing = 0.75;

    /// <summary>The whole message goes before a word of it that names an intent.</summary>
    private const double BeforeItsWord = 0.9;

    /// <summary>Told in the middle of a form: an accident or a death, whichever of the two it is.</summary>
    private const double Misfortune = 0.75;

    /// <summary>A death that is so likely an accident at work is told as one.</summary>
    private const double AlsoAtWork = 0.3;

    /// <summary>An FAQ entry this good is the answer; a fair one when nothing better is known.</summary>
    private const double Good = 0.6;
    private const double Fair = 0.45;

    /// <summary>An FAQ entry this good goes before the flow of another intent, before that of its own, before a claim.</summary>
    private const double BeforeAnotherFlow = 0.69;
    private const double BeforeItsFlow = 0.8;
    private const double BeforeClaim = 0.9;

    /// <summary>Below this not even «which one?» makes sense.</summary>
    private const double Asking = 0.2;

    public Meaning Meaning => meaning;

    /// <summary>What is wanted. A death at work is both claims; that of the accident has the days within which it must be told.</summary>
    public string Intent => meaning.Intent == "claim_jkm" && ScoreOf("claim_jkk") >= AlsoAtWork ? "claim_jkk" : meaning.Intent;

    public bool IsSureInForm => meaning.Confidence >= InForm;

    public bool IsSureEnoughToAnswer => meaning.Confidence >= Answering;

    public bool IsClearWish => IsSentence && meaning.Confidence >= Wishing && !IsTalk(meaning.Intent);

    public bool IsThanks => meaning.Intent == "thanks_bye" && meaning.Confidence >= InForm;

    public bool WantsPerson => meaning.Intent == "talk_to_human" && meaning.Confidence >= InForm;

    /// <summary>«bapak saya meninggal jatuh dari perahu»: whatever was asked, it has to wait. «kalau saya meninggal» has not happened.</summary>
    public bool TellsOfMisfortune =>
        IsSentence && !If().IsMatch(incoming.Text) && meaning.Intent is ("claim_jkk" or "claim_jkm")
        && OfMisfortune >= Misfortune;

    private double OfMisfortune => ScoreOf("claim_jkk") + ScoreOf("claim_jkm");

    private double ScoreOf(string intent) => meaning.Ranking.FirstOrDefault(score => score.Intent == intent).Confidence;

    /// <summary>
    /// What a question in a form is about: a word of it names an intent («kalau tidak pernah celaka …»), unless the whole message clearly is
    /// something else. Who wants to stop, to be forgotten or a person is taken by his word.
    /// </summary>
    public string? AskedIntent(string? named) =>
        named is not (null or "stop" or "delete_data" or "talk_to_human") && meaning.Intent != named && !IsTalk(meaning.Intent)
        && meaning.Confidence >= (named is "claim_jkk" or "claim_jkm" ? Wishing : BeforeItsWord)
            ? meaning.Intent
            : named;

    /// <summary>A question to the health insurance with nearly the same name.</summary>
    public bool IsForHealthInsurance => IsOutOfScope && meaning.OtherService is not null;

    /// <summary>Two FAQ entries of which neither is clearly the one that was asked for.</summary>
    public IReadOnlyList<FaqMatch> NearTie => meaning.NearTie;

    public bool IsOutOfScope => meaning is { Intent: "out_of_scope", Confidence: >= Acting };

    public bool IsTooUnsureToObey =>
        meaning is { Intent: "stop" or "start" or "delete_data", Confidence: < Obeying } || (meaning.Intent == "claim_jkm" && OfMisfortune < Condoling);

    /// <summary>A word or two that mean nothing to us are a slip or noise, not a wish that we cannot fulfil.</summary>
    public bool IsSentence => Words > 2;

    /// <summary>Longer than what one says to yes or no.</summary>
    public bool IsStory => Words > 4;

    private int Words => incoming.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>The text of the best FAQ entry, when it is good.</summary>
    public string? GoodAnswer => BestAnswer(Good);

    public string? FairAnswer => BestAnswer(Fair);

    /// <summary>
    /// The text of an FAQ entry that says more than the flow of the intent would. «saya nelayan, bisa ikut?» wants an answer before a
    /// form; «hapus data saya» wants the flow, though an entry speaks of it.
    /// </summary>
    public string? BetterThanFlow => meaning.Answers is [var best, ..] && IsBetterThanFlow(best) ? GoodAnswer : null;

    /// <summary>Intents that could be meant, the likeliest first; empty when nothing is likely.</summary>
    public IEnumerable<string> Likely => meaning.Confidence < Asking
        ? []
        : meaning.Ranking
            .Where(score => score.Confidence >= Asking / 2 && score.Intent is not ("greet" or "thanks_bye" or "menu_help"))
            .Select(score => score.Intent);

    /// <summary>Whether the flow of the intent goes before an answer of the FAQ: it is a form, or the person tells of himself.</summary>
    public bool WantsFlow(Flow intended) => meaning.Confidence >= Acting && (intended.Kind == FlowKind.Form || IsPersonal(meaning.Intent));

    /// <summary>What people say beside a question; in a form it begins nothing.</summary>
    public static bool IsTalk(string intent) =>
        intent is "greet" or "thanks_bye" or "menu_help" or "stop" or "start" or "complaint" or "talk_to_human";

    private bool IsBetterThanFlow(FaqMatch best)
    {
        if (knowledge.IntentOf(best.Id) == meaning.Intent)
        {
            // «anak saya umur 15 bisa ikut?» wants to know before anybody asks for consent.
            if (IsTransaction(meaning.Intent)) return meaning.Intent is "register" or "register_other" && IsQuestion && best.Confidence >= Good;
            // «tangan saya kena gergaji» tells what happened: it wants care and the next step before a list of papers.
            if (meaning.Intent is "claim_jkk" or "claim_jkm") return best.Confidence >= BeforeClaim;
            // «ada yang minta otp ngaku dari bpjs»: what to do comes before a ticket.
            if (meaning.Intent is "complaint") return best.Confidence >= Good;
            if (IsPersonal(meaning.Intent)) return best.Confidence >= BeforeItsFlow;
        }

        return best.Confidence >= (IsQuestion ? Good : BeforeAnotherFlow);
    }

    private bool IsQuestion => incoming.Text.TrimEnd().EndsWith('?');

    private string? BestAnswer(double atLeast) =>
        meaning.Answers is [var best, ..] && best.Confidence >= atLeast ? knowledge.Answer(best.Id, incoming.Channel, incoming.Now) : null;

    /// <summary>A wish to have something done.</summary>
    private static bool IsTransaction(string intent) =>
        intent is "stop" or "start" or "delete_data" or "talk_to_human" or "change_data" or "check_status" or "register" or "register_other"
            or "reminder_settings" or "office_location" or "menu_help" or "greet" or "thanks_bye";

    /// <summary>The person tells of himself: an own flow beats a general answer.</summary>
    private static bool IsPersonal(string intent) =>
        intent is "greet" or "menu_help" or "stop" or "start" or "delete_data" or "talk_to_human" or "thanks_bye" or "complaint"
            or "claim_jkk" or "claim_jkm" or "change_data" or "reminder_settings";

    [GeneratedRegex(@"\b(k(a|e)?l(a|o)?u?|jika|bila|misal\w*|umpam\w*|andai\w*|seandai\w*|nek|lek|men|mun|upami|pami)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex If();
}
