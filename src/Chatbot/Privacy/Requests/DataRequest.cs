namespace Chatbot.Privacy.Requests;

/// <summary>What somebody asks about his data (UU 27/2022 art. 5 to 13).</summary>
internal enum DataRequestKind
{
    /// <summary>DATA SAYA: a copy of it (art. 7, 13).</summary>
    Access,

    /// <summary>UBAH DATA: a correction (art. 6).</summary>
    Change,

    /// <summary>HAPUS DATA (art. 8).</summary>
    Erase,

    /// <summary>CABUT PERSETUJUAN (art. 9).</summary>
    Withdraw,

    /// <summary>TUNDA (art. 11).</summary>
    Restrict,

    /// <summary>The end of TUNDA.</summary>
    Release,

    /// <summary>BERHENTI.</summary>
    Stop,
}

/// <summary>A request with its receipt number and its deadline.</summary>
/// <param name="Number">Receipt, <c>D-261121-7KM3</c>.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="MadeAt">UTC.</param>
/// <param name="DueAt">Until when the law wants it done, UTC.</param>
/// <param name="DoneAt">When it was, UTC; null while it is open.</param>
internal sealed record DataRequest(string Number, DataRequestKind Kind, DateTimeOffset MadeAt, DateTimeOffset DueAt, DateTimeOffset? DoneAt)
{
    /// <summary>Nobody has done it in time.</summary>
    public bool IsOverdue(DateTimeOffset now) => DoneAt is null && now > DueAt;
}
