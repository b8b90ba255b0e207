namespace Chatbot.Conversations;

/// <summary>Where to answer an SMS that cannot be answered.</summary>
internal static class OtherWays
{
    /// <summary>The call centre of BPJS Ketenagakerjaan (channels.yaml).</summary>
    public const string CallCentre = "175";

    /// <summary>A link to our first WhatsApp number that receives, else the call centre.</summary>
    public static string OtherWay(this OurAddresses ours) =>
        ours.On("whatsapp").FirstOrDefault(own => own.CanReceive && own.Address.Contains('+', StringComparison.Ordinal)) is { } own
            ? "wa.me/" + own.Address[(own.Address.IndexOf('+', StringComparison.Ordinal) + 1)..]
            : CallCentre;
}
