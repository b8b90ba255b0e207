namespace Chatbot.Language.Tests.Intents;

/// <summary>A message with the intent a careful reader gives it.</summary>
public sealed record Labelled(string Text, string Intent, string Style, string? Program, IReadOnlyList<string> AlsoOk);
