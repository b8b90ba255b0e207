using System.Text.Json;
using System.Text.Json.Serialization;
using Chatbot.Privacy;

namespace Chatbot.Outbox;

/// <summary>Replies as they are stored: encrypted.</summary>
internal sealed class SealedReplies(PersonalData personalData)
{
    internal const string Purpose = "reply";

    public byte[] Seal(OutgoingReply reply) =>
        personalData.Encrypt(Purpose, JsonSerializer.SerializeToUtf8Bytes(reply, ReplyJson.Default.OutgoingReply));

    public OutgoingReply Open(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(personalData.Decrypt(Purpose, bytes), ReplyJson.Default.OutgoingReply)
        ?? throw new JsonException("A reply in the outbox is empty.");
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(OutgoingReply))]
internal sealed partial class ReplyJson : JsonSerializerContext;
