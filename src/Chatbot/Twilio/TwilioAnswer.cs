namespace Chatbot.Twilio;

/// <summary>What came of a request to Twilio. A closed set; nothing is thrown for what must be expected of a network.</summary>
internal abstract record TwilioAnswer<T>
{
    private TwilioAnswer()
    {
    }

    /// <summary>Twilio did it.</summary>
    public sealed record Accepted(T Value) : TwilioAnswer<T>;

    /// <summary>Twilio did not do it, and says so; or it was never reached.</summary>
    public sealed record Refused(TwilioRefusal Refusal) : TwilioAnswer<T>;

    /// <summary>The request was written and no answer came that tells: it may have been done.</summary>
    public sealed record Unknown(string Why) : TwilioAnswer<T>;
}

/// <summary>A refusal of Twilio's API.</summary>
/// <param name="Code">Twilio's code; 0 when the answer had none.</param>
/// <param name="HttpStatus">Status of the answer; 0 when the connection was never made.</param>
/// <param name="RetryAfter">How long Twilio asks us to wait; null when it does not say.</param>
internal sealed record TwilioRefusal(int Code, int HttpStatus, TimeSpan? RetryAfter = null);
