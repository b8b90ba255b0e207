namespace Chatbot.Dialogs.Engine;

/// <summary>
/// A conversation that a member of the staff has: Jaka is silent and keeps what the person sends. BERHENTI is done at once, MENU and the
/// flows that always work bring Jaka back.
/// </summary>
internal sealed class BesideStaff(DialogSet dialogs, Scene scene, Walk walk, Form form)
{
    /// <summary>Tells the person, with his first message, who reads it; needed when he could not be told at once.</summary>
    private const string Introduction = "petugas_masuk";

    /// <summary>Of <see cref="Introduction"/>: how the member of the staff is called.</summary>
    private const string NameSlot = "petugas";

    public DialogAction? Hear(StaffHold staff, Wish? wish)
    {
        if (wish is { } wanted)
        {
            if (wanted.BringsBack) scene.Staff = null;
            return wanted.Do();
        }

        if (scene.Incoming.FormValues is { } values) form.KeepFromPage(values);
        if (staff.Told || dialogs.Flow(Introduction) is not { } introduction) return null;
        scene.Staff = staff with { Told = true };
        scene.Push(introduction, new Dictionary<string, string> { [NameSlot] = staff.Name });
        return walk.Go();
    }

    /// <summary>Something that the person wants of Jaka.</summary>
    /// <param name="BringsBack">Whether Jaka has the conversation again.</param>
    /// <param name="Do">Does it.</param>
    public readonly record struct Wish(bool BringsBack, Func<DialogAction?> Do);
}
