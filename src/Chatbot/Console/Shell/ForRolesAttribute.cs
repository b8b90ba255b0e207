using Chatbot.Privacy.Access;
using Microsoft.AspNetCore.Authorization;

namespace Chatbot.Console.Shell;

/// <summary>Who may open a page; every page of the console carries one (or is open to whoever is not signed in).</summary>
/// <param name="roles">Any of these.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ForRolesAttribute(params StaffRole[] roles) : Attribute, IAuthorizeData
{
    public IReadOnlyList<StaffRole> Allowed { get; } = roles;

    public string? Policy { get; set; }

    public string? Roles { get; set; } = string.Join(',', roles.Select(role => role.Word()));

    public string? AuthenticationSchemes { get; set; }
}

/// <summary>Puts a page into the navigation.</summary>
/// <param name="section">The heading under which it stands; empty for the top.</param>
/// <param name="title">What it is called there.</param>
/// <param name="icon">Of Material Symbols.</param>
/// <param name="order">Small numbers come first: 10 Beranda, 20s Percakapan, 30s Peserta, 40s Kampanye, 50s Pengingat, 60s Jangkauan, 70s Isi, 80s Sistem.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class InMenuAttribute(string section, string title, string icon, int order) : Attribute
{
    public string Section { get; } = section;

    public string Title { get; } = title;

    public string Icon { get; } = icon;

    public int Order { get; } = order;
}
