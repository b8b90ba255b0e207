using System.Globalization;

namespace Chatbot.Simulator.Rest;

/// <summary>The paging names that all of Twilio's lists share.</summary>
internal static class Paging
{
    public const int Largest = 1000;
    private const int Usual = 50;

    public static int Size(IQueryCollection query) =>
        int.TryParse(query["PageSize"], NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0 ? size : Usual;

    public static int Number(IQueryCollection query) =>
        int.TryParse(query["Page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? page : 0;
}
