namespace Chatbot.Language;

/// <summary>What has been heard of a clause so far.</summary>
internal struct YesNoVotes
{
    private bool _begun;

    public int Yes { get; private set; }

    public int Strong { get; private set; }

    public int No { get; private set; }

    public int StrongNo { get; private set; }

    public int Unsure { get; private set; }

    public int Other { get; set; }

    /// <summary>How far the plainest no among them refuses.</summary>
    public YesNoRefusal Refuses { get; private set; }

    /// <summary>«gak ada yang salah».</summary>
    public bool NothingWrong { get; set; }

    /// <summary>«bukan tidak …».</summary>
    public bool Denied { get; set; }

    public YesNoSaid First { get; private set; }

    public bool FirstStrong { get; private set; }

    public int FirstAt { get; private set; }

    public readonly bool Any => _begun;

    public void Begin(YesNoSaid said, int at, bool strong = false)
    {
        if (_begun)
            return;
        _begun = true;
        (First, FirstAt, FirstStrong) = (said, at, strong);
    }

    public void Add(YesNoSaid said, bool strong, int at, YesNoRefusal refuses = YesNoRefusal.None)
    {
        Begin(said, at, strong);
        if (said == YesNoSaid.Yes)
        {
            // «wis bener»
            FirstStrong |= strong && First == YesNoSaid.Yes && at <= FirstAt + 2;
            Yes++;
            Strong += strong ? 1 : 0;
        }
        else
        {
            No++;
            StrongNo += strong ? 1 : 0;
            Refuses = refuses > Refuses ? refuses : Refuses;
        }
    }

    public void Doubt(int at)
    {
        Begin(YesNoSaid.Unsure, at);
        Unsure++;
    }
}
