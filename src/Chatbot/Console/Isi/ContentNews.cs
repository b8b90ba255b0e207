using Chatbot.DialogData.Editions;
using Chatbot.Privacy.Access;
using Chatbot.Templates;

namespace Chatbot.Console.Isi;

/// <summary>Something about what Jaka says that waits for the staff who writes or publishes it.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Text">More of it.</param>
/// <param name="Tag">What is to be done, in a word.</param>
/// <param name="IsBad">It should not stay so.</param>
internal sealed record ContentNews(string Title, string Text, string Tag, bool IsBad)
{
    /// <summary>Where it is seen.</summary>
    public string Page { get; init; } = "isi/terbitan";

    /// <summary>For Beranda; nothing for who neither writes nor publishes.</summary>
    public static IEnumerable<ContentNews> Of(Workbench bench, TemplateBook templates, StaffScope scope)
    {
        var (mayWrite, mayPublish) = (EditionDesk.MayWrite(scope), EditionDesk.MayPublish(scope));
        if (!mayWrite && !mayPublish) yield break;
        if (!bench.Published.IsInUse)
            yield return new($"Edisi {bench.Published.Edition.Number} tidak dipakai", "Tidak cocok dengan berkas bawaan versi ini; Jaka memakai yang sebelumnya.", "perbaiki", true);
        if (bench.Published.Differences.Count > 0)
            yield return new($"{bench.Published.Differences.Count} teks juga diubah versi baru", "Terbitan cabang tetap dipakai. Bandingkan keduanya.", "bandingkan", false);
        if (bench.Draft.IsWaiting && mayPublish && bench.Draft.Writers.All(writer => writer.Login != scope.Login))
            yield return new("Perubahan isi menunggu diterbitkan", $"{bench.Draft.SubmittedBy.Name}: «{bench.Draft.Reason}»", "periksa", false);
        foreach (var refused in templates.Versions.Where(one => one.State?.Status == "rejected" && templates.Published.Any(template => template.Name == one.Text.Name)))
            yield return new($"Meta menolak templat {refused.Text.Id}", $"{(TemplateStanding.Refusal(refused.State) is { } why ? $"Kata Meta: {why}. " : "")}Ubah kata-katanya, atau pakai lagi edisi sebelumnya.", "perbaiki", true) { Page = "isi/templat" };
        if (!bench.Draft.IsWaiting && bench.Draft.Returned.Length > 0 && mayWrite)
            yield return new("Draf isi dikembalikan", $"«{bench.Draft.Returned}»", "perbaiki", false);
    }
}
