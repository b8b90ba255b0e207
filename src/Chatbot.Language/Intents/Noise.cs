namespace Chatbot.Language.Intents;

/// <summary>Writes a message as a thumb would: vowels left out as in SMS, letters swapped, lost, doubled or hit beside.</summary>
internal static class Noise
{
    // Neighbours on a phone's keyboard, for the letters that carry most Indonesian words.
    private const string Keys = "qwertyuiopasdfghjklzxcvbnm";
    private const string Beside = "wertyuioiosdfghjkjkxcvbnmn";

    /// <summary>The message with vowels left out of about half its longer words.</summary>
    public static string Shorten(string text, Dice dice)
    {
        var words = text.Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Length < 4 || dice.Next(2) == 0) continue;
            var kept = new List<char>(words[i].Length) { words[i][0] };
            for (var k = 1; k < words[i].Length; k++)
            {
                var vowel = words[i][k] is 'a' or 'i' or 'u' or 'e' or 'o';
                if (!vowel || (k == words[i].Length - 1 && dice.Next(2) == 0) || dice.Next(4) == 0) kept.Add(words[i][k]);
            }

            words[i] = new string([.. kept]);
        }

        return string.Join(' ', words);
    }

    /// <summary>The message with about one slip in three longer words.</summary>
    public static string Mistype(string text, Dice dice)
    {
        var words = text.Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Length < 4 || dice.Next(3) != 0) continue;
            var at = 1 + dice.Next(words[i].Length - 2);
            var letters = words[i].ToCharArray().ToList();
            switch (dice.Next(5))
            {
                case 0 or 1:
                    (letters[at], letters[at + 1]) = (letters[at + 1], letters[at]);
                    break;
                case 2:
                    letters.RemoveAt(at);
                    break;
                case 3:
                    letters.Insert(at, letters[at]);
                    break;
                default:
                    var key = Keys.IndexOf(char.ToLowerInvariant(letters[at]), StringComparison.Ordinal);
                    if (key >= 0) letters[at] = Beside[key];
                    break;
            }

            words[i] = new string([.. letters]);
        }

        return string.Join(' ', words);
    }
}
