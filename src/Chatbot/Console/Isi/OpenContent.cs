using Chatbot.DialogData.Editions;
using Chatbot.Privacy.Access;

namespace Chatbot.Console.Isi;

/// <summary>What Jaka says, as the parts of a page of Isi share it.</summary>
public sealed class OpenContent
{
    internal OpenContent(Workbench bench, StaffScope scope, CancellationToken stop) => (Bench, Scope, Stop) = (bench, scope, stop);

    internal Workbench Bench { get; }

    internal StaffScope Scope { get; }

    /// <summary>Ends with the page.</summary>
    internal CancellationToken Stop { get; }

    internal bool MayWrite => EditionDesk.MayWrite(Scope);

    internal bool MayPublish => EditionDesk.MayPublish(Scope);
}
