namespace Chatbot.Sms;

internal static class SmsText;
