namespace Chatbot.Tests.EndToEnd.Breaking;

/// <summary>Tests that take both processors of a small machine for themselves run after the others, one after the other.</summary>
[CollectionDefinition(nameof(BreakingTests), DisableParallelization = true)]
public sealed class BreakingTests;
