using System.Text.RegularExpressions;

namespace Chatbot.Membership.Members;

/// <summary>In which order people are listed.</summary>
internal enum MemberOrder
{
    /// <summary>Who was registered last comes first.</summary>
    Newest,

    Name,
}

/// <summary>Where memberships stand, as far as a list can be narrowed down to it.</summary>
internal enum MemberStanding
{
    Any,
    Unpaid,
    Active,
    Due,
    Arrears,
    Inactive,
}

/// <summary>Which people staff looks for; what is empty narrows nothing.</summary>
internal sealed partial record MemberFilter
{
    /// <summary>A name or parts of it, a phone number or its last digits, a NIK, or the number of a registration.</summary>
    public string Search { get; init; } = "";

    /// <summary>Two digits of a Kemendagri code, by the KTP.</summary>
    public string Province { get; init; } = "";

    /// <summary>Four digits of a Kemendagri code, by the KTP.</summary>
    public string Regency { get; init; } = "";

    /// <summary>A part of the name of a kecamatan or desa, as lists and the people themselves gave it.</summary>
    public string Place { get; init; } = "";

    public MemberStanding Standing { get; init; }

    /// <summary>Only those at whom somebody of the branch has to look.</summary>
    public bool NeedsReview { get; init; }

    public MemberOrder Order { get; init; }

    public bool IsNarrowed => Province.Length > 0 || Regency.Length > 0 || Place.Trim().Length > 0 || Standing != MemberStanding.Any || NeedsReview;

    /// <summary>The NIK that is looked for, without what stands between its digits; null when it is something else.</summary>
    public string? Nik => Digits is { Length: 16 } digits ? digits : null;

    /// <summary>Digits as they stand in phone numbers: «0812…» is 62812…; null when it is something else.</summary>
    public string? PhoneDigits => Digits is { Length: >= 4 } digits && Nik is null ? (digits[0] == '0' ? "62" + digits[1..] : digits) : null;

    /// <summary>The number of a registration; null when it is something else.</summary>
    public string? Registration => RegistrationNumber().IsMatch(Search.Trim()) ? Search.Trim().ToUpperInvariant() : null;

    /// <summary>Words of a name, in small letters.</summary>
    public IReadOnlyList<string> Words =>
        Digits is { Length: > 0 } || Registration is not null ? [] : Search.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private string? Digits =>
        Search.All(one => char.IsAsciiDigit(one) || one is ' ' or '.' or '-' or '+') ? string.Concat(Search.Where(char.IsAsciiDigit)) : null;

    /// <summary>Without what was looked for, which may be a NIK.</summary>
    public override string ToString() => nameof(MemberFilter);

    [GeneratedRegex(@"^JKA-\d{6}-[0-9A-Z]{4,6}$", RegexOptions.IgnoreCase)]
    private static partial Regex RegistrationNumber();
}
