using System.Buffers;
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Chatbot.Language;

namespace Chatbot.CommandLine;

/// <summary>
/// <c>understand</c>: JSON lines in, JSON lines out, in order. A line is a message (<c>id, text, reference?</c>), one kind of value
/// (<c>… kind</c>), or a reply in a form (<c>… flow, asked, bot, known?</c>). <c>--explain</c> adds what weighed for the intent.
/// </summary>
internal static class UnderstandCommand
{
    private static readonly TimeSpan Wib = TimeSpan.FromHours(7);

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Slots that are whole numbers.</summary>
    private static readonly HashSet<string> Numbers =
        ["income", "income_daily", "income_from", "income_to", "months", "count", "age", "reminder_day", "number", "birth_year"];

    public static Command Make(TextReader input, TextWriter output, TimeProvider clock)
    {
        var explain = new Option<bool>("--explain") { Description = "tambahkan apa yang menentukan maksudnya" };
        var command = new Command("understand", "Membaca pesan (baris JSON) dan menuliskan maknanya.") { explain };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var scratch = new ScratchFolder();
            await using var stage = await Stage.SetAsync(scratch.Settings, null, null, cancellationToken);
            var reader = new LineReader(stage.Services.GetRequiredService<Indonesian>(), clock, parsed.GetValue(explain));
            while (await input.ReadLineAsync(cancellationToken) is { } line)
                if (!string.IsNullOrWhiteSpace(line))
                    await output.WriteLineAsync(reader.Answer(line).AsMemory(), cancellationToken);
            return JakaCommand.Done;
        });
        return command;
    }

    /// <summary>Answers one line after the other.</summary>
    private sealed class LineReader(Indonesian language, TimeProvider clock, bool explain)
    {
        private readonly ArrayBufferWriter<byte> buffer = new();

        public string Answer(string line)
        {
            buffer.Clear();
            using (var json = new Utf8JsonWriter(buffer, Readable))
            {
                json.WriteStartObject();
                try
                {
                    using var request = JsonDocument.Parse(line);
                    if (request.RootElement.ValueKind == JsonValueKind.Object) Write(json, request.RootElement);
                    else json.WriteString("error", "a line is a JSON object");
                }
                catch (JsonException e)
                {
                    json.WriteString("error", e.Message);
                }

                json.WriteEndObject();
            }

            return Encoding.UTF8.GetString(buffer.WrittenSpan);
        }

        private void Write(Utf8JsonWriter json, JsonElement request)
        {
            if (request.TryGetProperty("id", out var id))
            {
                json.WritePropertyName("id");
                id.WriteTo(json);
            }

            var text = Text(request, "text") ?? "";
            var reference = Reference(request);
            if (Text(request, "asked") is { } asked)
                WriteReply(json, language.ReadReply(text, new FormQuestion(Text(request, "flow") ?? "", asked, Text(request, "bot") ?? "", Known(request), reference)));
            else if (Text(request, "kind") is { } kind)
                WriteKind(json, kind, text, reference);
            else
                WriteMessage(json, text, reference);
        }

        private void WriteMessage(Utf8JsonWriter json, string text, DateTimeOffset reference)
        {
            var meaning = language.Understand(text, reference);
            json.WriteString("intent", meaning.Intent);
            WriteShare(json, "confidence", meaning.Confidence);
            json.WriteStartArray("ranking");
            foreach (var score in meaning.Ranking)
            {
                json.WriteStartObject();
                json.WriteString("intent", score.Intent);
                WriteShare(json, "confidence", score.Confidence);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (meaning.Program is { } program) json.WriteString("program", program);
            if (meaning.Answers is [var best, ..]) json.WriteString("answer", best.Id);
            WriteEntities(json, meaning.Entities);
            if (explain) WriteExplanations(json, text);
        }

        private static void WriteKind(Utf8JsonWriter json, string kind, string text, DateTimeOffset reference)
        {
            if (Recognizers.ByKind(kind) is { } recognize) WriteEntities(json, recognize(text, new RecognizerOptions(reference)));
            else json.WriteString("error", $"unknown kind '{kind}'");
        }

        private static void WriteReply(Utf8JsonWriter json, FormReply reply)
        {
            json.WriteString("act", JsonNamingPolicy.SnakeCaseLower.ConvertName(reply.Act.ToString()));
            json.WriteStartObject("slots");
            foreach (var (slot, value) in reply.Slots) WriteSlot(json, slot, value);
            json.WriteEndObject();
            if (reply.Intent is { } intent) json.WriteString("intent", intent);
            if (reply.Topic is { } topic) json.WriteString("topic", topic);
            if (reply.Reason is { } reason) json.WriteString("reason", reason);
            if (reply.Suggest is { } suggest) json.WriteString("suggest", suggest);
        }

        private static void WriteSlot(Utf8JsonWriter json, string slot, string value)
        {
            var several = value.Contains(',', StringComparison.Ordinal) && slot is "nik" or "phone" or "field";
            if (slot == "program" || several)
            {
                json.WriteStartArray(slot);
                foreach (var one in value.Split(',')) json.WriteStringValue(one);
                json.WriteEndArray();
            }
            else if (Numbers.Contains(slot) && long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
            {
                json.WriteNumber(slot, number);
            }
            else
            {
                json.WriteString(slot, value);
            }
        }

        private static void WriteEntities(Utf8JsonWriter json, IReadOnlyList<Recognition> entities)
        {
            json.WriteStartArray("entities");
            foreach (var entity in entities) entity.Write(json);
            json.WriteEndArray();
        }

        private void WriteExplanations(Utf8JsonWriter json, string text)
        {
            json.WriteStartArray("explain");
            foreach (var explanation in language.Explain(text))
            {
                json.WriteStartObject();
                json.WriteString("intent", explanation.Intent);
                WriteShare(json, "confidence", explanation.Confidence);
                json.WriteStartObject("weights");
                foreach (var evidence in explanation.Evidence) WriteShare(json, evidence.Feature, evidence.Weight);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        private static void WriteShare(Utf8JsonWriter json, string name, double share) => json.WriteNumber(name, Math.Round(share, 4));

        private static Dictionary<string, string> Known(JsonElement request) =>
            request.TryGetProperty("known", out var known) && known.ValueKind == JsonValueKind.Object
                ? known.EnumerateObject().GroupBy(slot => slot.Name).ToDictionary(slot => slot.Key, slot => Word(slot.Last().Value))
                : [];

        private static string? Text(JsonElement request, string name) =>
            request.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        private static string Word(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() ?? "",
            JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(Word)),
            _ => value.GetRawText(),
        };

        /// <summary>The local time given, in Jakarta; else now.</summary>
        private DateTimeOffset Reference(JsonElement request) =>
            Text(request, "reference") is { } given && DateTime.TryParse(given, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
                ? new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), Wib)
                : clock.GetUtcNow().ToOffset(Wib);
    }
}
