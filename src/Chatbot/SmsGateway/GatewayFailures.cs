using Chatbot.Deliveries;
using Chatbot.Outbox;

namespace Chatbot.SmsGateway;

/// <summary>What the reasons of the gateway mean; the words are those of <c>docs/sms-gateway.md</c>.</summary>
internal static class GatewayFailures
{
    // Codes of our own, apart from those of other providers: 9xx.
    public static SendFailure Of(string reason) => reason switch
    {
        "invalid_number" => new SendFailure(901, RetryAdvice.Never, OurFault: false, "Nomor tujuan tidak sah menurut gateway SMS.") { Effect = FailureEffect.Invalid },
        "opted_out" => new SendFailure(902, RetryAdvice.Never, OurFault: false, "Orang ini menolak SMS di gateway.") { Effect = FailureEffect.OptedOut },
        "unreachable" => new SendFailure(903, RetryAdvice.Later, OurFault: false, "Ponsel tujuan tidak terjangkau; dicoba lagi nanti."),
        "blocked" => new SendFailure(904, RetryAdvice.Never, OurFault: false, "SMS diblokir operator.") { Effect = FailureEffect.Unreachable },
        "busy" => new SendFailure(905, RetryAdvice.Soon, OurFault: false, "Gateway SMS meminta pengiriman diperlambat."),
        "no_credit" => new SendFailure(906, RetryAdvice.Later, OurFault: true, "Pulsa gateway SMS habis; isi ulang."),
        "unauthorized" => new SendFailure(907, RetryAdvice.Later, OurFault: true, "Gateway SMS menolak token; periksa SmsGateway:SendToken."),
        "sender" => new SendFailure(908, RetryAdvice.Never, OurFault: true, "Gateway SMS tidak mengenal pengirim ini; periksa SmsGateway:Senders."),
        _ => new SendFailure(900, RetryAdvice.Never, OurFault: false, "SMS gagal di gateway tanpa alasan yang dikenal."),
    };
}
