using System.Text.RegularExpressions;

namespace Chatbot.Simulator.Messages;

/// <summary>Twilio's notation of who sends and receives: <c>+62…</c>, <c>whatsapp:+62…</c> or <c>whatsapp:ID.…</c>.</summary>
internal static partial class Address
{
    private const string WhatsApp = "whatsapp:";

    public static bool IsWhatsApp(string address) => address.StartsWith(WhatsApp, StringComparison.Ordinal);

    public static string Number(string address) => IsWhatsApp(address) ? address[WhatsApp.Length..] : address;

    public static string Of(bool whatsApp, string number) => whatsApp ? WhatsApp + number : number;

    public static bool CanReceive(string address) =>
        IsWhatsApp(address) ? WhatsAppUser().IsMatch(Number(address)) : E164().IsMatch(address);

    /// <summary>Whether a text looks like what sends: a number, a short code, or a name of at most 11 letters.</summary>
    public static bool CanSend(string address) =>
        IsWhatsApp(address) ? E164().IsMatch(Number(address)) : E164().IsMatch(address) || SenderName().IsMatch(address);

    /// <summary>Indonesian numbers that do not start with 8 are fixed lines; Twilio refuses SMS to them with 21614.</summary>
    public static bool IsIndonesianLandline(string address) =>
        address.StartsWith("+62", StringComparison.Ordinal) && address.Length > 3 && address[3] != '8';

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}$")]
    private static partial Regex E164();

    // A visible number, or the user id of a person who hides it: country code, a point, at most 128 letters and digits.
    [GeneratedRegex(@"^(\+[1-9][0-9]{6,14}|[A-Z]{2}\.[A-Za-z0-9]{1,128})$")]
    private static partial Regex WhatsAppUser();

    [GeneratedRegex("^(?=.*[A-Za-z])[A-Za-z0-9 ._-]{1,11}$|^[0-9]{3,6}$")]
    private static partial Regex SenderName();
}
