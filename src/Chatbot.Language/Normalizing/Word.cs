namespace Chatbot.Language.Normalizing;

/// <summary>One word of a message in its normal form, with the place in the original that it was read from.</summary>
/// <param name="Start">Index of the first UTF-16 unit in the original.</param>
/// <param name="Length">Number of UTF-16 units in the original.</param>
/// <param name="Raw">The token as written, folded to lower case; null for a word that shares its token with the word before
/// (<c>bpjstk</c> gives <c>bpjs</c> and <c>ketenagakerjaan</c>).</param>
/// <param name="Form">The normal form.</param>
public readonly record struct Word(int Start, int Length, string? Raw, NormalForm Form)
{
    /// <summary>The normal form as text.</summary>
    public string Text => Form.Text;
}

/// <summary>A written-out word with what is known of it.</summary>
/// <param name="Text">The word.</param>
/// <param name="Stem">Its root when the affixes leave a known one (<c>didaftarkan</c>: <c>daftar</c>), else the word.</param>
/// <param name="Class">The class the lexicon gives it or its root, such as <c>not</c> or <c>again</c>; else null.</param>
/// <param name="Known">Whether the lexicon has it or its root.</param>
/// <param name="Rare">Whether it is a longer word that neither the lexicon nor at least two of the examples have.</param>
public sealed record NormalForm(string Text, string Stem, string? Class, bool Known, bool Rare);
