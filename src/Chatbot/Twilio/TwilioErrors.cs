using System.Globalization;
using Chatbot.Outbox;

namespace Chatbot.Twilio;

/// <summary>
/// What a code of Twilio's means for a message: try again? our fault? what does staff read? The codes one by one are in
/// <see cref="TwilioErrorTable"/>.
/// </summary>
internal static class TwilioErrors
{
    /// <summary>A refusal in the answer to a request.</summary>
    /// <param name="code">Twilio's code; 0 when there was none.</param>
    /// <param name="httpStatus">The answer's status; 0 when the connection was never made.</param>
    public static SendFailure Refused(int code, int httpStatus)
    {
        if (TwilioErrorTable.Find(code) is { } known) return known;

        // https://www.twilio.com/docs/usage/troubleshooting: 429 was never processed; other 4xx will be refused again.
        return httpStatus switch
        {
            0 => new SendFailure(0, RetryAdvice.Soon, OurFault: false, "Twilio tidak terhubung: jaringan atau alamat server bermasalah."),
            429 => new SendFailure(Or(code, 429), RetryAdvice.Soon, OurFault: false, "Twilio meminta pengiriman diperlambat."),
            >= 500 => new SendFailure(Or(code, httpStatus), RetryAdvice.Soon, OurFault: false, "Twilio sedang mengalami gangguan."),
            _ => new SendFailure(Or(code, httpStatus), RetryAdvice.Never, OurFault: true, Unknown(Or(code, httpStatus))),
        };
    }

    /// <summary>A failure that is reported after the message was accepted. A code we do not know is final and only counted.</summary>
    public static SendFailure Reported(int code) =>
        TwilioErrorTable.Find(code) ?? new SendFailure(code, RetryAdvice.Never, OurFault: false, Unknown(code));

    /// <summary>Twilio's code for the code of Meta that stands in <c>ChannelStatusMessage</c>; null when none is known.</summary>
    public static int? FromMeta(string? channelStatusMessage)
    {
        if (channelStatusMessage is null) return null;
        foreach (var (meta, code) in Meta)
        {
            if (channelStatusMessage.Contains(meta, StringComparison.Ordinal)) return code;
        }

        return null;
    }

    // https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/
    private static readonly (string Meta, int Code)[] Meta =
    [
        ("131026", 63024), ("131047", 63016), ("131049", 63049), ("131056", 63018), ("130429", 63018), ("131031", 63120),
        ("132000", 63028), ("132015", 63041),
    ];

    private static int Or(int code, int otherwise) => code == 0 ? otherwise : code;

    private static string Unknown(int code) =>
        string.Create(CultureInfo.InvariantCulture, $"Twilio menolak dengan kode {code}; artinya ada di halaman kode kesalahan Twilio.");
}
