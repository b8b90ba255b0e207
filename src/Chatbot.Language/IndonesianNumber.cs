using System.Text;

namespace Chatbot.Language;

/// <summary>Writes whole numbers in Indonesian words.</summary>
public static class IndonesianNumber
{
    private static readonly string[] Units =
        ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"];

    private static readonly (long Value, string Name)[] Scales =
    [
        (1_000_000_000_000_000, "kuadriliun"), (1_000_000_000_000, "triliun"), (1_000_000_000, "miliar"), (1_000_000, "juta"),
        (1_000, "ribu"),
    ];

    /// <summary>12500 gives «dua belas ribu lima ratus», -1 «minus satu».</summary>
    public static string ToWords(long number)
    {
        if (number == 0)
            return Units[0];
        var words = new StringBuilder();
        if (number < 0)
            words.Append("minus ");
        var rest = number < 0 ? 0UL - (ulong)number : (ulong)number;
        foreach (var (value, name) in Scales)
        {
            var count = rest / (ulong)value;
            if (count == 0)
                continue;
            rest %= (ulong)value;
            if (value == 1000 && count == 1)
            {
                words.Append("seribu ");
                continue;
            }

            BelowThousands(words, count);
            words.Append(name).Append(' ');
        }

        if (rest > 0)
            BelowThousand(words, (int)rest);
        return words.ToString(0, words.Length - 1);
    }

    // Quadrillions run to 9,223; their thousands are said in the same way.
    private static void BelowThousands(StringBuilder words, ulong count)
    {
        if (count >= 1000)
        {
            if (count / 1000 == 1)
                words.Append("seribu ");
            else
                words.Append(Units[(int)(count / 1000)]).Append(" ribu ");
            count %= 1000;
        }

        if (count > 0)
            BelowThousand(words, (int)count);
    }

    private static void BelowThousand(StringBuilder words, int number)
    {
        if (number >= 100)
        {
            words.Append(number / 100 == 1 ? "seratus " : Units[number / 100] + " ratus ");
            number %= 100;
        }

        if (number >= 20)
        {
            words.Append(Units[number / 10]).Append(" puluh ");
            number %= 10;
        }
        else if (number >= 12)
        {
            words.Append(Units[number - 10]).Append(" belas ");
            return;
        }

        if (number > 0)
            words.Append(Units[number]).Append(' ');
    }
}
