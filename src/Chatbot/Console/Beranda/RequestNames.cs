using Chatbot.Privacy.Requests;

namespace Chatbot.Console.Beranda;

/// <summary>What requests about data are called to the staff.</summary>
internal static class RequestNames
{
    public static string Of(DataRequestKind kind) => kind switch
    {
        DataRequestKind.Access => "Salinan data",
        DataRequestKind.Change => "Perbaikan data",
        DataRequestKind.Erase => "Penghapusan data",
        DataRequestKind.Withdraw => "Cabut persetujuan",
        DataRequestKind.Restrict => "Tunda pemakaian data",
        DataRequestKind.Release => "Akhiri penundaan",
        DataRequestKind.Stop => "Berhenti dikirimi pesan",
    };
}
