namespace Chatbot.Language;

/// <summary>What a clause says to a question of yes or no.</summary>
internal enum YesNoSaid
{
    Nothing,
    Yes,
    No,

    /// <summary>Doubt, a question, or a wish to answer later.</summary>
    Unsure,
}

/// <summary>How far a no takes back a yes said before it.</summary>
internal enum YesNoRefusal
{
    /// <summary>Not at all: «iya, gak pake lama».</summary>
    None,

    /// <summary>Perhaps: «iya, gak mau nanti keluarga susah».</summary>
    Perhaps,

    /// <summary>Wholly: «iya, gak jadi», «batal», «jangan dulu».</summary>
    Whole,
}

/// <summary>What a clause says, and how plainly.</summary>
/// <param name="Said">Which way.</param>
/// <param name="Strong">In a word of yes or no, not only in «sudah», «mau», «gak apa-apa».</param>
/// <param name="Refuses">How far a no takes back a yes said before it.</param>
/// <param name="Clears">A yes that says all is well: «gak ada yang salah», «sudah benar».</param>
internal readonly record struct YesNoReading(YesNoSaid Said, bool Strong = false, YesNoRefusal Refuses = YesNoRefusal.None, YesNoClearing Clears = YesNoClearing.None);

/// <summary>How a yes says that all is well.</summary>
internal enum YesNoClearing
{
    None,

    /// <summary>«sudah benar»: behind «tidak» it is a no to a question that may have asked for changes.</summary>
    Right,

    /// <summary>«gak ada yang salah».</summary>
    NothingWrong,
}
