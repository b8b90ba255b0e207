namespace Chatbot.Language;

/// <summary>The question that stands in a form while a reply is read: it decides what «y», «2» or «12» mean.</summary>
/// <param name="Flow">The form, such as <c>register</c>.</param>
/// <param name="Asked">The kind of value that is asked for: <c>nik</c>, <c>name</c>, <c>phone</c>, <c>dob</c>, <c>job</c>,
/// <c>income</c>, <c>program</c>, <c>months</c>, <c>relationship</c>, <c>confirm</c>, <c>consent</c>, <c>field</c>,
/// <c>reminder_day</c>, <c>reminder_time</c>, <c>channel</c>, <c>otp</c>, <c>age</c>, <c>count</c>, <c>place</c>, <c>text</c>, <c>choice</c>.</param>
/// <param name="Bot">The text that asked.</param>
/// <param name="Known">What the form already has, by slot kind, in canonical form.</param>
/// <param name="Reference">The person's local time.</param>
public sealed record FormQuestion(
    string Flow,
    string Asked,
    string Bot,
    IReadOnlyDictionary<string, string> Known,
    DateTimeOffset Reference)
{
    /// <summary>The choices on offer, in their order on the screen; empty when the answer is free.</summary>
    public IReadOnlyList<FormChoice> Choices { get; init; } = [];
}

/// <summary>One choice on offer.</summary>
/// <param name="Value">What is stored when it is taken.</param>
/// <param name="Title">What the person sees on the button.</param>
/// <param name="Also">Other words for it.</param>
public sealed record FormChoice(string Value, string Title, IReadOnlyList<string> Also);

/// <summary>What a reply does in a form.</summary>
public enum ReplyAct
{
    /// <summary>Gives the value that was asked for.</summary>
    Provide,

    /// <summary>Gives the value that was asked for and others, or only others.</summary>
    ProvideMulti,

    /// <summary>Changes a value given before; with no value in <see cref="FormReply.Slots"/> only names the slot in <see cref="FormReply.Topic"/>.</summary>
    Correct,

    /// <summary>Yes to the prompt.</summary>
    Confirm,

    /// <summary>No to the prompt.</summary>
    Deny,

    /// <summary>Asks something instead of answering.</summary>
    Question,

    /// <summary>A value that must not be stored; <see cref="FormReply.Reason"/> says why.</summary>
    Invalid,

    /// <summary>Does not have or know the value.</summary>
    DontKnow,

    /// <summary>Will answer later.</summary>
    Defer,

    /// <summary>Does not want to say.</summary>
    Refuse,

    /// <summary>Not an answer that fits.</summary>
    Unclear,

    /// <summary>Leaves the form.</summary>
    Cancel,

    /// <summary>Begins the form again.</summary>
    Restart,

    /// <summary>Wants a code or a message again.</summary>
    Resend,

    /// <summary>No more messages.</summary>
    Stop,

    /// <summary>Clearly wants something else; <see cref="FormReply.Intent"/> says what.</summary>
    Switch,
}

/// <summary>A reply in a form, read with the question in view.</summary>
public sealed record FormReply(ReplyAct Act)
{
    /// <summary>
    /// Values by slot kind, in canonical form: <c>nik</c> 16 digits; <c>phone</c> E.164 or <c>@sender</c>; <c>name</c> as
    /// written; <c>dob</c> ISO date; <c>income</c>, <c>months</c>, <c>count</c>, <c>age</c> whole numbers; <c>job</c> and
    /// <c>relationship</c> in normal form; <c>program</c> such as <c>jkk,jkm</c>. Several values of one kind are joined by commas.
    /// A value that must not be stored is never here.
    /// </summary>
    public IReadOnlyDictionary<string, string> Slots { get; init; } = new Dictionary<string, string>();

    /// <summary>With <see cref="ReplyAct.Question"/> and <see cref="ReplyAct.Switch"/>: the intent.</summary>
    public string? Intent { get; init; }

    /// <summary>With <see cref="ReplyAct.Question"/>: what is asked, such as <c>why_income</c>; with
    /// <see cref="ReplyAct.Correct"/> and no value: the slot kind to change.</summary>
    public string? Topic { get; init; }

    /// <summary>With <see cref="ReplyAct.Invalid"/>: <c>length</c>, <c>date</c>, <c>province</c>, <c>serial</c>, <c>letters</c>,
    /// <c>kk</c>, <c>dummy</c>, <c>bpjs_kesehatan_number</c>, <c>media</c>, <c>landline</c>, <c>short_code</c>, <c>partial</c>,
    /// <c>unparseable</c>, <c>no_job</c>, <c>daily</c>, <c>range</c>, …</summary>
    public string? Reason { get; init; }

    /// <summary>With <see cref="ReplyAct.Invalid"/>: a repaired value to offer and confirm, never to store unasked.</summary>
    public string? Suggest { get; init; }
}
