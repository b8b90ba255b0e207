namespace Chatbot.Dialogs.Replies;

/// <summary>A reply as it stands in a file: one text for WhatsApp, one for SMS.</summary>
public sealed record ReplyText(Template WhatsApp, Template Sms, Place Place)
{
    /// <summary>Most SMS segments it may take with its longest values; 1 unless the file says otherwise.</summary>
    public int Segments { get; init; } = 1;

    /// <summary>Shortcuts shown as buttons on WhatsApp; the value is handled as if the person had typed it.</summary>
    public IReadOnlyList<Choice> Offers { get; init; } = [];

    public Template For(ReplyForm form) => form switch
    {
        ReplyForm.WhatsApp => WhatsApp,
        ReplyForm.Sms => Sms,
    };
}
