using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatbot.BotFramework.Connector;

/// <summary>The replies in the answer to an activity.</summary>
internal sealed record ExpectedAnswer(IReadOnlyList<JsonElement> Activities);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ExpectedAnswer))]
internal sealed partial class ConnectorJson : JsonSerializerContext;
