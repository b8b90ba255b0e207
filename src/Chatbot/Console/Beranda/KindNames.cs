namespace Chatbot.Console.Beranda;

/// <summary>What kinds of messages are called to the staff.</summary>
internal static class KindNames
{
    /// <summary>Templates have the category that Meta knows them by, everything else its own word.</summary>
    public static string Of(string kind) => kind switch
    {
        "reply" => "Jawaban",
        "utility" => "Pemberitahuan (templat)",
        "marketing" => "Kampanye (templat)",
        "reminder" => "Pengingat",
        "campaign" => "Kampanye",
        _ => kind,
    };
}
