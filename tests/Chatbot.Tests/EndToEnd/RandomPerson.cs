using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chatbot.Conversations;
using Chatbot.Outbox;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.EndToEnd;

/// <summary>Somebody who sends anything at all: sense, nonsense, and what no telephone should send. The same seed sends the same.</summary>
internal sealed class RandomPerson
{
    private static readonly string[] Commands =
        ["MENU", "BATAL", "KEMBALI", "ULANG", "BANTUAN", "PETUGAS", "BERHENTI", "LANJUT", "DAFTAR", "STATUS", "BAYAR", "MULAI", "DATA SAYA", "HAPUS DATA"];

    private static readonly string[] Types =
    [
        "image/jpeg", "image/webp", "audio/ogg; codecs=opus", "video/mp4", "application/pdf", "text/vcard", "text/plain", "model/obj", "",
        "IMAGE/PNG", "application/octet-stream",
    ];

    // Invented: right ones of several ages, and some with a mistake.
    private static readonly string[] Niks =
    [
        "3317014408909003", "3509011203859011", "5104027004929004", "3317010101559002", "3509015504120001", "3317014408909", "3317015508900000",
        "0000000000000000", "3317 0144 0890 9005", "3317.0144.0890.9006", "7371011708950007",
    ];

    private static readonly string[] Emoji = ["🙏", "😀👍🏽", "👨‍👩‍👧‍👦", "🇮🇩", "❤️", "😭😭😭"];

    private static readonly string[] Alphabets =
        ["abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ !?.,", "{}[]<>&\"'\\/|~^$%*_`", "äéîøßñçşğİıÅ", "こんにちは世界مرحباשלוםпривет", "ꦗꦮ0１２３"];

    private readonly Random random;
    private readonly IReadOnlyList<string> sayings = ReadSayings();

    public RandomPerson(int seed)
    {
#pragma warning disable CA5394 // Nothing secret: the same messages every time.
        random = new Random(seed);
    }

    /// <summary>The next message.</summary>
    /// <param name="blank">A message without content from the person's address.</param>
    /// <param name="last">What Jaka said last; its choices are tapped now and then.</param>
    public Activity Next(Activity blank, OutgoingReply? last) => Roll(100) switch
    {
        < 26 => blank with { Text = Pick(sayings) },
        < 36 => blank with { Text = Fragment() },
        < 44 => Tap(blank, last),
        < 50 => blank with { Text = Number(Roll(12)) },
        < 58 => blank with { Text = Pick(Commands) },
        < 62 => blank with { Text = Pick(Niks) },
        < 65 => blank with { Text = Amount() },
        < 70 => blank with { Text = Letters(Roll(40)) },
        < 73 => blank with { Text = Pick(Emoji) + (Roll(2) == 0 ? Pick(sayings) : "") },
        < 76 => blank with { Text = Unprintable() },
        < 78 => blank with { Text = Long() },
        < 82 => blank with { Text = Number(random.Next()) + Number(random.Next()) },
        < 86 => blank with { Text = "" },
        < 92 => Medium(blank),
        < 98 => Form(blank),
        _ => blank with { Text = Pick(sayings) + "\n" + Pick(sayings) + "\r\n" + Pick(Niks) },
    };

    /// <summary>Seconds to days until the next message.</summary>
    public TimeSpan Pause() => Roll(2_000) switch
    {
        0 => TimeSpan.FromDays(8),
        < 12 => TimeSpan.FromHours(4),
        var seconds => TimeSpan.FromSeconds(seconds % 40),
    };

    private Activity Tap(Activity blank, OutgoingReply? last)
    {
        if (Roll(4) == 0) return Tapped(blank, Pick(["ya", "flow:pendaftaran", "MENU", "", "x\0y", "jkk,jkm", "petugas"]), Fragment());
        if (last is { Choices: [_, ..] choices })
        {
            var choice = Pick(choices);
            return Tapped(blank, choice.Id, choice.Title);
        }

        return blank with { Text = Number(1 + Roll(4)) };
    }

    private static Activity Tapped(Activity blank, string payload, string title) =>
        blank with { Text = title, Value = JsonSerializer.SerializeToElement(payload) };

    private Activity Medium(Activity blank)
    {
        var text = Roll(3) == 0 ? Pick(sayings) : null;
        if (Roll(6) == 0) return blank with { Text = text, ChannelData = new JsonObject { ["location"] = new JsonObject { ["latitude"] = -6.7 } } };
        return blank with
        {
            Text = text,
            Attachments = [.. Enumerable.Range(0, 1 + Roll(3)).Select(_ => new Attachment(Pick(Types), "https://api.example.id/media"))],
        };
    }

    /// <summary>What the form page sends, and what it never would.</summary>
    private Activity Form(Activity blank)
    {
        var values = new JsonObject { ["nik"] = Pick(Niks), ["name"] = Roll(3) == 0 ? Fragment() : "Siti Aminah" };
        if (Roll(4) == 0) values["phone"] = "@sender";
        if (Roll(6) == 0) values[Letters(5)] = Letters(9);
        if (Roll(6) == 0) values["nik"] = 7;
        if (Roll(10) == 0) values = [];
        return blank with { Type = "event", Name = "form", Value = JsonSerializer.SerializeToElement(values) };
    }

    private string Fragment()
    {
        var words = (Pick(sayings) + " " + Pick(sayings)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var text = string.Join(' ', Enumerable.Range(0, 1 + Roll(5)).Select(_ => words.Length == 0 ? "" : Pick(words)));
        return text.Length > 3 && Roll(2) == 0 ? text[Roll(3)..^Roll(2)] : text;
    }

    private string Amount() => Pick(["Rp", "", "sekitar "]) + Number(Roll(5_000)) + Pick(["rb", " ribu", " juta", " jt sebulan", "000", "rb sehari", ",5 juta"]);

    private string Letters(int length)
    {
        var letters = Pick(Alphabets);
        return string.Concat(Enumerable.Range(0, length).Select(_ => letters[Roll(letters.Length)]));
    }

    private string Unprintable()
    {
        var text = new StringBuilder();
        for (var i = Roll(30); i >= 0; i--)
        {
            text.Append(Roll(5) switch
            {
                0 => (char)Roll(32),
                1 => (char)(0xD800 + Roll(0x800)),
                2 => (char)(0x200B + Roll(5)),
                3 => (char)(0x7F + Roll(0x30)),
                _ => (char)('a' + Roll(26)),
            });
        }

        return text.ToString();
    }

    private string Long()
    {
        if (Roll(3) == 0) return new string(Letters(1).PadRight(1, 'a')[0], 5_000);
        var text = new StringBuilder();
        while (text.Length < 5_000) text.Append(Pick(sayings)).Append(Roll(4) == 0 ? '\n' : ' ');
        return text.ToString(0, 5_000);
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[Roll(from.Count)];

    private int Roll(int below) => random.Next(below);
#pragma warning restore CA5394

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What people say in the example conversations and in the examples of intents.</summary>
    private static List<string> ReadSayings()
    {
        var dialogs = Path.Combine(Repository.Root, "dialogs");
        var chats = Directory.EnumerateFiles(dialogs, "*.chat", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines).Where(line => line.StartsWith("> ", StringComparison.Ordinal)).Select(line => line[2..]);
        var examples = Directory.EnumerateFiles(Path.Combine(dialogs, "understanding", "intents"), "*.tsv").Order(StringComparer.Ordinal)
            .SelectMany(path => File.ReadLines(path).Where(line => !line.StartsWith('#')).Take(40)).Select(line => line.Split('\t')[^1]);
        return [.. chats, .. examples];
    }
}
