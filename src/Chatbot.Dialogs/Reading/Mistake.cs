namespace Chatbot.Dialogs.Reading;

/// <summary>Something wrong in a dialog file, with the place to mend.</summary>
public sealed record Mistake(Place Place, string What)
{
    public override string ToString() => $"{Place}: {What}";
}

/// <summary>A dialog file as text; the name is what mistakes are reported under.</summary>
public sealed record DialogFile(string Name, string Text);
