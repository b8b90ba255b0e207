namespace Chatbot.Language;

/// <summary>
/// Reads a reply in a form with the question in view: first the commands that always hold, then what was asked, then what a
/// person does instead of answering.
/// </summary>
public sealed class FormReplyReader
{
    // A page is not answered by its slips.
    private const int LongestWrittenOut = 400;
    private const int LongestYes = 3;

    private readonly YesNoAnswers _yesNo;
    private readonly IdentityAnswers _identity;
    private readonly ValueAnswers _values;
    private readonly Func<string, string>? _writeOut;

    /// <param name="understand">Reads a message outside any form; asked for the intent of a question or a switch that the rules do
    /// not know. Without it they go by the rules alone.</param>
    /// <param name="writeOut">Writes slips, abbreviations and regional words out; a reply that says nothing as it stands is read once more so.</param>
    public FormReplyReader(Func<string, Meaning>? understand = null, Func<string, string>? writeOut = null)
    {
        var instead = new InsteadOfAnswering(understand);
        _yesNo = new YesNoAnswers(instead);
        _identity = new IdentityAnswers(instead);
        _values = new ValueAnswers(instead);
        _writeOut = writeOut;
    }

    public FormReply Read(string text, FormQuestion question)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(question);
        var read = ReadAsWritten(text, question);
        if (_writeOut is null || !IsDoubtful(read, question) || text.Length > LongestWrittenOut)
            return read;
        var written = _writeOut(text);
        if (written == text)
            return read;
        var again = ReadAsWritten(written, question);
        // A yes or no to what is asked is taken from mended words only where little else is said.
        // «makasih» is thanks, never consent.
        if (again.Act is ReplyAct.Confirm or ReplyAct.Deny
            && (text.AsSpan().Trim().Count(' ') > LongestYes || written.Contains("terima kasih", StringComparison.OrdinalIgnoreCase)))
            return read;
        return IsBetter(again, read, question) ? again : read;
    }

    private static bool IsDoubtful(FormReply read, FormQuestion question) => read.Act switch
    {
        ReplyAct.Unclear => question.Asked is not ("text" or "address"),
        ReplyAct.Invalid => read.Reason is "unparseable" or "partial" or "date",
        ReplyAct.Provide => question.Asked is "job" && !JobReader.IsKnown(read.Slots.GetValueOrDefault("job")),
        _ => false,
    };

    private static bool IsBetter(FormReply again, FormReply read, FormQuestion question) => again.Act switch
    {
        ReplyAct.Unclear or ReplyAct.Invalid => false,
        // What is mended towards our words is no name of anybody's.
        ReplyAct.Provide or ReplyAct.ProvideMulti or ReplyAct.Correct when again.Slots.ContainsKey("name") => false,
        ReplyAct.Provide when question.Asked is "place" => false,
        ReplyAct.Provide when question.Asked is "job" => JobReader.IsKnown(again.Slots.GetValueOrDefault("job")),
        _ => read.Act != ReplyAct.Provide,
    };

    private FormReply ReadAsWritten(string text, FormQuestion question)
    {
        var reply = new ReplyText(text, question);
        if (reply.Scanned.Count == 0)
            return new FormReply(ReplyAct.Unclear);
        if (ReplyCues.IsMedia(reply))
            return new FormReply(ReplyAct.Invalid) { Reason = "media" };
        // A story told in a free text may speak of stopping and of codes: only a short one is a command.
        var tells = question.Asked is "text" or "address" && reply.Words.Count > 4;
        if (!tells && ReplyCues.IsStop(reply))
            return new FormReply(ReplyAct.Stop);
        if (ChoiceReader.Pressed(reply) is { } pressed)
            return ChoiceReplies.Taken(reply, pressed);
        if (!tells && ReplyCues.IsResend(reply))
            return new FormReply(ReplyAct.Resend);
        return question.Asked switch
        {
            "confirm" or "consent" or "next" => _yesNo.Read(reply),
            "text" or "address" => _values.Free(reply),
            "nik" or "phone" or "otp" or "dob" => _identity.Read(reply),
            _ => _values.Read(reply),
        };
    }
}
