using System.Text;

namespace Chatbot.Tests.Twilio;

/// <summary>Webhook bodies that nobody should send: real ones, torn, doubled, mixed and filled with what breaks parsers.</summary>
internal static class HostileForm
{
    private static readonly string[] Real =
    [
        "From=whatsapp%3A%2B6281200000001&To=whatsapp%3A%2B6281100000009&MessageSid=SM01&Body=halo&ProfileName=Ani&WaId=6281200000001&NumMedia=0",
        "From=%2B6281200000001&To=%2B6281100000009&MessageSid=SM02&Body=STOP&OptOutType=STOP&NumSegments=1",
        "From=whatsapp%3AID.4566&To=whatsapp%3A%2B62811&MessageSid=SM03&ButtonText=Ya&ButtonPayload=ya&InteractiveData=%7B%22a%22%3A%5B1%5D%7D",
        "From=whatsapp%3A%2B62812&To=whatsapp%3A%2B62811&MessageSid=SM04&Latitude=-6.2&Longitude=106.8&Label=Pasar&Address=Jalan",
        "From=whatsapp%3A%2B62812&To=whatsapp%3A%2B62811&MessageSid=MM05&NumMedia=1&MediaUrl0=https%3A%2F%2Fa%2Fb&MediaContentType0=image%2Fjpeg",
        "MessageSid=SM06&MessageStatus=undelivered&ErrorCode=63016&EventType=UNDELIVERED&ChannelStatusMessage=131047",
    ];

    private static readonly string[] Values =
    [
        "", "%", "%0", "%zz", "%00", "%ED%A0%80", "%FF%FE", "%F0%9F%99%8F", "%C2%85", "%E2%80%AE", "%7C", "null", "NaN", "-1e999", "1e5", "99999999999999999999",
        "{{1}}", "%7B%22a%22:%7B%22a%22:", "%22%5Cud800%22", "' OR 1=1--", "%3Cscript%3E", "whatsapp%3A", "whatsapp%3A%7C%7C", "ID.", "+", "%2B",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAA", "U2VsYW1hdCBwYWdpIHNheWEgbWF1IGRhZnRhcg==", "===", "\0\u0001", "true", "STOP", "http%3A%2F%2F%5B", "x%3A%2F%2F",
    ];

    private static readonly string[] Names =
    [
        "Body", "From", "To", "MessageSid", "NumMedia", "MediaUrl0", "MediaUrl99", "MediaContentType7", "Latitude", "Longitude", "OptOutType", "ListId",
        "ListTitle", "FlowData", "Referral", "ReferralSourceUrl", "ErrorCode", "MessageStatus", "", "%00", "unknown", "a.b", "Forwarded", "ExternalUserId",
    ];

    public static byte[] Next(Random random)
    {
        var fields = Real[random.Next(Real.Length)].Split('&').ToList();
        for (var changes = random.Next(4); changes >= 0; changes--)
        {
            var at = random.Next(fields.Count);
            var name = random.Next(3) == 0 ? Names[random.Next(Names.Length)] : fields[at].Split('=')[0];
            var value = random.Next(12) == 0 ? new string((char)random.Next(1, 0x3000), random.Next(1, 9_000)) : Values[random.Next(Values.Length)];
            switch (random.Next(4))
            {
                case 0: fields[at] = $"{name}={value}"; break;
                case 1: fields.Insert(at, $"{name}={value}"); break;
                case 2: fields.Add(name); break;
                default: fields[at] += value; break;
            }
        }

        var body = Encoding.UTF8.GetBytes(string.Join('&', fields));
        for (var flips = random.Next(3) == 0 ? random.Next(6) : 0; flips > 0; flips--) body[random.Next(body.Length)] = (byte)random.Next(256);
        return random.Next(20) == 0 ? body[..random.Next(body.Length)] : body;
    }
}
