using System.ComponentModel.DataAnnotations;

namespace Chatbot.Simulator;

/// <summary>How the local Twilio behaves: whose account it plays, where it posts, how fast messages travel.</summary>
public sealed class SimulatorOptions : IValidatableObject
{
    public const string Section = "Simulator";

    /// <summary>Off unless asked for: nothing of it is mapped then and nothing else here is required.</summary>
    public bool Enabled { get; set; }

    /// <summary>The account that callers must use, <c>AC</c> and 32 hex digits.</summary>
    public string AccountSid { get; set; } = "";

    /// <summary>Password of REST calls and key of webhook signatures.</summary>
    public string AuthToken { get; set; } = "";

    /// <summary>Where messages from the phones are posted; signatures are made over exactly this text.</summary>
    public string WebhookUrl { get; set; } = "";

    /// <summary>Our own addresses: <c>whatsapp:+62…</c>, <c>+62…</c> or an alphanumeric SMS sender.</summary>
    public IList<string> Senders { get; } = [];

    /// <summary>A Messaging Service that chooses among <see cref="Senders"/>; empty: there is none.</summary>
    public string MessagingServiceSid { get; set; } = "";

    /// <summary>Where this simulator is reached, for media addresses; empty: as the browser reached it.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>From acceptance to <c>sent</c>.</summary>
    public TimeSpan SentAfter { get; set; } = TimeSpan.FromMilliseconds(120);

    /// <summary>From <c>sent</c> to <c>delivered</c>, when the phone shows the message.</summary>
    public TimeSpan DeliveredAfter { get; set; } = TimeSpan.FromMilliseconds(180);

    /// <summary>From <c>delivered</c> to <c>read</c>, WhatsApp only.</summary>
    public TimeSpan ReadAfter { get; set; } = TimeSpan.FromMilliseconds(600);

    /// <summary>A file in which templates survive a restart, as they do at Twilio; empty: they do not.</summary>
    public string ContentFile { get; set; } = "";

    /// <summary>How long the review of a template takes.</summary>
    public TimeSpan ReviewAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether English STOP words by SMS are handled as Twilio does on long codes: own reply, then 21610.</summary>
    public bool HandleStopWords { get; set; }

    /// <summary>Whether Ibu Sari (WhatsApp) and Pak Budi (SMS) are there from the start.</summary>
    public bool StartWithPeople { get; set; } = true;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Enabled)
            yield break;

        if (AccountSid.Length == 0)
            yield return new ValidationResult($"{Section}:{nameof(AccountSid)} is missing", [nameof(AccountSid)]);
        if (AuthToken.Length == 0)
            yield return new ValidationResult($"{Section}:{nameof(AuthToken)} is missing", [nameof(AuthToken)]);
        if (WebhookUrl.Length > 0 && !IsHttp(WebhookUrl))
            yield return new ValidationResult($"{Section}:{nameof(WebhookUrl)} is no http address", [nameof(WebhookUrl)]);
    }

    private static bool IsHttp(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https");
}
