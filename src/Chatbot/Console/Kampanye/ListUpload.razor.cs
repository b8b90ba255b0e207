using Chatbot.Campaigns;
using Chatbot.Campaigns.Audiences;
using Chatbot.Privacy;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Chatbot.Console.Kampanye;

/// <summary>A list that was taken in.</summary>
public sealed class StoredList
{
    internal AudienceList List { get; init; } = default!;
}

/// <summary>Takes a list in: the file is looked at first, and stored only when staff has said what its people agreed to.</summary>
public sealed partial class ListUpload : ComponentBase, IDisposable
{
    private const string Promotion = "promotion";
    private const string Information = "information";

    // As much as people make; more goes by the command.
    private const long MostBytes = 20 * 1024 * 1024;

    private string name = "";
    private string basis = "";
    private string agreed = Promotion;
    private string trouble = "";
    private string? folder;
    private string path = "";
    private TakenList.Looked? looked;
    private bool isReading;

    [Parameter, EditorRequired]
    public SheetContext Context { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback<StoredList> Stored { get; set; }

    public void Dispose() => Forget();

    private async Task PickAsync(InputFileChangeEventArgs picked)
    {
        Forget();
        isReading = true;
        try
        {
            folder = Directory.CreateTempSubdirectory("jaka-daftar-").FullName;
            path = Path.Combine(folder, NameOf(picked.File.Name));
            await using (var to = File.Create(path))
            await using (var from = picked.File.OpenReadStream(MostBytes, Context.Stop))
                await from.CopyToAsync(to, Context.Stop);
            if (name.Length == 0) name = Path.GetFileNameWithoutExtension(path);
            // The name and the basis are asked for later: this only looks.
            switch (await Desk.TakeListAsync(Context.Scope, path, new NewAudienceList(name, "", null), dryRun: true, Context.Stop))
            {
                case TakenList.Looked { People: > 0 } seen:
                    looked = seen;
                    break;
                case TakenList.Looked:
                    trouble = "Tidak ada nomor HP yang bisa dipakai di berkas ini. Nomor yang benar misalnya 0812-3456-7890.";
                    break;
                case TakenList.Refused(var why):
                    trouble = why;
                    break;
            }
        }
        catch (IOException)
        {
            trouble = $"Berkas ini tidak bisa dibaca, atau lebih besar dari {MostBytes / 1024 / 1024} MB. Bagi menjadi beberapa berkas.";
        }
        finally
        {
            isReading = false;
        }
    }

    private async Task TakeAsync()
    {
        isReading = true;
        try
        {
            CampaignPurpose? purpose = agreed.Length == 0 ? null : CampaignPurposes.Read(agreed);
            switch (await Desk.TakeListAsync(Context.Scope, path, new NewAudienceList(name, purpose is null ? "" : basis, purpose), dryRun: false, Context.Stop))
            {
                case TakenList.Taken(var list, _):
                    Forget();
                    (name, basis) = ("", "");
                    await Stored.InvokeAsync(new StoredList { List = list });
                    break;
                case TakenList.Refused(var why):
                    trouble = why;
                    break;
            }
        }
        finally
        {
            isReading = false;
        }
    }

    private void Forget()
    {
        (looked, trouble, path) = (null, "", "");
        if (folder is null) return;
        Directory.Delete(folder, recursive: true);
        folder = null;
    }

    // The name of somebody else's file: no folders in it, and no more of it than is shown.
    private static string NameOf(string told)
    {
        var plain = string.Concat(Path.GetFileName(Masking.Transcript(told).Replace('\\', '/')).Where(sign => char.IsLetterOrDigit(sign) || sign is ' ' or '.' or '-' or '_' or '(' or ')'));
        return plain.Trim('.', ' ') is { Length: > 0 } name ? name.Length > 100 ? name[^100..] : name : "daftar";
    }
}
