using System.Text;
using System.Text.Json;

namespace Chatbot.SmsGateway;

/// <summary>The fields of a request of the gateway, from its query, a form or JSON; names without regard to case, each once.</summary>
internal sealed class GatewayForm
{
    /// <summary>A text of 10 segments, every character escaped, is far below it.</summary>
    public const int MaxBody = 64 * 1024;

    private readonly Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Empty when the field did not come.</summary>
    public string this[string name] => fields.GetValueOrDefault(name, "");

    /// <summary>Null when it cannot be read.</summary>
    public static async Task<GatewayForm?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var form = new GatewayForm();
        if (HttpMethods.IsGet(request.Method))
        {
            foreach (var (name, values) in request.Query) form.fields[name] = values[0] ?? "";
            return form;
        }

        if (request.ContentLength > MaxBody) return null;
        try
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(new Bounded(body, MaxBody), cancellationToken);
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body.ToArray());
            if (request.HasJsonContentType()) form.Add(text);
            else
                foreach (var (name, values) in Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(text)) form.fields[name] = values[0] ?? "";
            return form;
        }
        catch (Exception error) when (error is JsonException or DecoderFallbackException or InvalidDataException or BadHttpRequestException or IOException)
        {
            return null;
        }
    }

    private void Add(string json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException("not an object");
        foreach (var part in document.RootElement.EnumerateObject())
        {
            fields[part.Name] = part.Value.ValueKind switch
            {
                JsonValueKind.String => part.Value.GetString() ?? "",
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => part.Value.GetRawText(),
                _ => "",
            };
        }
    }

    /// <summary>Ends a copy that grows too long.</summary>
    private sealed class Bounded(MemoryStream inner, int most) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (inner.Length + count > most) throw new InvalidDataException("too long");
            inner.Write(buffer, offset, count);
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
