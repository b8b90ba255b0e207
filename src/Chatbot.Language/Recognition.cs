namespace Chatbot.Language;

/// <summary>
/// One piece of text that a recognizer has read, in the shape of Microsoft.Recognizers.Text: text, start, end, type name,
/// resolution. <c>Text</c> is always <c>input[Start..(End + 1)]</c>.
/// </summary>
/// <param name="Text">The piece as the person wrote it.</param>
/// <param name="Start">Index of its first UTF-16 unit in the input.</param>
/// <param name="End">Index of its last UTF-16 unit in the input (inclusive, as in Recognizers.Text).</param>
/// <param name="TypeName">The kind: <c>number</c>, <c>ordinal</c>, <c>percentage</c>, <c>money</c>, <c>date</c>, <c>time</c>,
/// <c>datetime</c>, <c>duration</c>, <c>phone</c>, <c>nik</c>, <c>kpj</c>, <c>email</c>, <c>boolean</c>, <c>place</c>.</param>
/// <param name="Resolution">What it means; one closed record a kind.</param>
public sealed record Recognition(string Text, int Start, int End, string TypeName, Resolution Resolution);
