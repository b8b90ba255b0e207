namespace Chatbot.Dialogs.Replies;

/// <summary>How much fits, on WhatsApp. https://www.twilio.com/docs/content/twilio-quick-reply and …/twilio-list-picker</summary>
internal static class ReplyLimits
{
    /// <summary>A message body through Twilio.</summary>
    public const int WhatsAppText = 1600;

    /// <summary>A body with buttons or a list.</summary>
    public const int WhatsAppWithChoices = 1024;

    /// <summary>Buttons without approval, inside the 24-hour window.</summary>
    public const int Buttons = 3;

    public const int ButtonTitle = 20;

    public const int ListItems = 10;

    public const int ListTitle = 24;

    public const int ListDescription = 72;

    public const int ListButton = 20;
}
