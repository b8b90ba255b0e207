namespace Chatbot.Sms;

internal static class SmsText { public static char? FirstNonGsm7(string t) => null; public static int Segments(string t) => 1; public static int Units(string t) => t.Length; public static string ToGsm7(string t) => t; }
